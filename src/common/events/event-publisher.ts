import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { UnitOfWork } from '../domain/unit-of-work.js';
import { PublishedEvents } from './published-events.js';

/** Tells listeners what has happened, once it is committed. */
@Injectable()
export class EventPublisher {
  constructor(
    private readonly emitter: EventEmitter2,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  publish<Name extends keyof PublishedEvents>(name: Name, payload: PublishedEvents[Name]): void {
    this.unitOfWork.afterCommit(() => this.emitter.emit(name, payload));
  }
}
