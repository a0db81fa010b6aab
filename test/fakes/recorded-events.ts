import { EventEmitter2 } from '@nestjs/event-emitter';
import { UnitOfWork } from '../../src/common/domain/unit-of-work.js';
import { EventPublisher } from '../../src/common/events/event-publisher.js';

/** A publisher on a real emitter, and what its listeners have heard. */
export function recordedEvents(unitOfWork: UnitOfWork): { events: EventPublisher; heard: [unknown, unknown][] } {
  const emitter = new EventEmitter2();
  const heard: [unknown, unknown][] = [];
  emitter.onAny((name, payload) => heard.push([name, payload]));
  return { events: new EventPublisher(emitter, unitOfWork), heard };
}
