import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import proxyAddr from 'proxy-addr';
import { withoutDual } from '../domain/ip-address.js';
import { readableAddress } from './address.js';
import { Configuration } from '../../config/configuration.js';

type Trust = (address: string, hop: number) => boolean;

/** Where requests come from that Express does not see; behind trusted proxies too, as its `trust proxy` has it. */
@Injectable()
export class ClientAddresses {
  /** undefined: nobody is believed. */
  private readonly trust: Trust | undefined;

  constructor({ settings: { trustProxy } }: Configuration) {
    if (trustProxy === false) return;
    this.trust = typeof trustProxy === 'number' ? (_, hop) => hop < trustProxy : proxyAddr.compile(trustProxy);
  }

  /** As the connection or the proxy names it; empty when the client is gone. */
  of(request: IncomingMessage): string {
    if (this.trust) return readableAddress(proxyAddr(request, this.trust));
    return withoutDual(request.socket.remoteAddress ?? '');
  }
}
