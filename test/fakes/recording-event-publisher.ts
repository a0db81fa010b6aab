import { EventEmitter2 } from '@nestjs/event-emitter';
import { UnitOfWork } from '../../src/common/domain/unit-of-work.js';
import { EventPublisher } from '../../src/common/events/event-publisher.js';

/** Keeps what listeners would have heard, so only what was committed. */
export class RecordingEventPublisher extends EventPublisher {
  readonly published: [name: string, payload: unknown][] = [];

  constructor(unitOfWork: UnitOfWork) {
    const emitter = new EventEmitter2();
    super(emitter, unitOfWork);
    emitter.onAny((name, payload) => this.published.push([String(name), payload]));
  }
}
