import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import pLimit, { type LimitFunction } from 'p-limit';
import { UnavailableError } from '../../../common/domain/errors.js';
import { Author, Rasterizer } from '../domain/rasterizer.js';

const WASM = '@resvg/resvg-wasm/index_bg.wasm';
const SCRIPT = new URL('assets/rasterize.js', import.meta.url);
/** 256 MiB: the largest code takes a tenth of it. */
const MOST_WASM_PAGES = 4096;
/** Each keeps its picture in memory, and the last waits for all before it. */
const MOST_WAITING_STRANGERS = 20;

/**
 * resvg as WebAssembly, in a thread for each picture: it can reach neither files nor network, its memory has an end, and
 * the thread is ended where a picture takes too long. A native library could not be stopped (docs/adr/0009-qr-codes-drawn-in-a-sandbox.md).
 */
export class ResvgRasterizer extends Rasterizer {
  private readonly limits: Record<Author, LimitFunction> = { us: pLimit(2), stranger: pLimit(1) };
  private wasm: Promise<WebAssembly.Module> | undefined;

  constructor(private readonly mostMilliseconds = 5_000) {
    super();
  }

  override async draw(svg: string, pixels: number, author: Author): Promise<Buffer | undefined> {
    const limit = this.limits[author];
    if (author === 'stranger' && limit.pendingCount >= MOST_WAITING_STRANGERS) throw new UnavailableError();
    return limit(async () => {
      this.wasm ??= compile();
      return run({ wasm: await this.wasm, svg, pixels }, this.mostMilliseconds);
    });
  }
}

/** The bound holds for modules that are made after it was set. */
async function compile(): Promise<WebAssembly.Module> {
  setFlagsFromString(`--wasm-max-mem-pages=${MOST_WASM_PAGES}`);
  return WebAssembly.compile(await readFile(createRequire(import.meta.url).resolve(WASM)));
}

/** Whatever stops the thread, a refusal of the renderer among it, there is no picture. */
function run(workerData: object, mostMilliseconds: number): Promise<Buffer | undefined> {
  // Whatever this process was started with is not for the thread.
  const worker = new Worker(SCRIPT, { workerData, execArgv: [] });
  return new Promise<Buffer | undefined>((resolve) => {
    const timer = setTimeout(resolve, mostMilliseconds, undefined);
    worker.once('message', (png: Uint8Array | undefined) => {
      resolve(png && Buffer.from(png));
    });
    worker.once('error', () => {
      resolve(undefined);
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  }).finally(() => worker.terminate());
}
