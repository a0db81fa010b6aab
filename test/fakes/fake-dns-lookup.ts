import { DnsLookup } from '../../src/modules/domains/index.js';

/** A DNS in which tests set records. */
export class FakeDnsLookup extends DnsLookup {
  /** Names that were asked for their TXT records, in order. */
  readonly asked: string[] = [];
  isDown = false;
  /** Answers wait for it. */
  delay: Promise<unknown> = Promise.resolve();
  private readonly records = new Map<string, readonly string[]>();

  set(type: 'TXT' | 'CNAME' | 'A', name: string, ...values: string[]): void {
    this.records.set(`${type} ${name}`, values);
  }

  override texts(name: string): Promise<readonly string[]> {
    this.asked.push(name);
    return this.answer('TXT', name);
  }

  override aliases(name: string): Promise<readonly string[]> {
    return this.answer('CNAME', name);
  }

  override addresses(name: string): Promise<readonly string[]> {
    return this.answer('A', name);
  }

  private async answer(type: string, name: string): Promise<readonly string[]> {
    await this.delay;
    if (this.isDown) throw new Error('queryTxt ETIMEOUT');
    return this.records.get(`${type} ${name}`) ?? [];
  }
}
