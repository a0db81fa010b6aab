import { Body, Controller, Module, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type Extensions, Idempotent } from '../../src/index.js';

type Handler = (response: Response) => unknown;

/** A route that does what the test says, for what no route of ours does when asked to: to fail, or to take its time. */
export class Probe {
  static readonly PATH = '/api/1.0/probe';
  runs = 0;
  /** What the next request does. */
  handler: Handler = () => ({ data: 'done' });

  get extensions(): Extensions {
    const run = (response: Response): unknown => {
      this.runs += 1;
      return this.handler(response);
    };
    @ApiExcludeController()
    @Controller(Probe.PATH)
    class ProbeController {
      @Post()
      @Idempotent()
      run(@Res({ passthrough: true }) response: Response, @Body() _body: Record<string, unknown>): unknown {
        return run(response);
      }
    }
    @Module({ controllers: [ProbeController] })
    class ProbeModule {}
    return { modules: [ProbeModule] };
  }

  /** The next request waits until it is let go; `begun` resolves once it does. */
  hold(): { begun: Promise<void>; letGo: () => void } {
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const begun = new Promise<void>((resolve) => {
      this.handler = async () => {
        resolve();
        await gate;
        return { data: 'late' };
      };
    });
    return { begun, letGo };
  }
}
