import { promisify } from 'node:util';
import { UnavailableError } from '../../../common/domain/errors.js';

const MOST_AT_ONCE = 500;
const MOST_WAITING = 20_000;
/** From one question to the next. */
const INTERVAL_MILLISECONDS = 5;

interface Question<Subject, Answer> {
  subject: Subject;
  answer: Promise<Answer | undefined>;
  resolve: (answer: Answer | undefined) => void;
  reject: (error: unknown) => void;
}

/**
 * Asks the database for many visitors at once: whoever asks for what nobody knows reaches the database two hundred times
 * a second at most. Nobody joins a question that is under way: what it finds may be older than they are.
 */
export class BatchedLookups<Subject, Answer> {
  private readonly waiting = new Map<string, Question<Subject, Answer>>();
  private isAsking = false;

  constructor(
    private readonly keyOf: (subject: Subject) => string,
    /** By key; without those that there is nothing to say of. */
    private readonly askAll: (subjects: readonly Subject[]) => Promise<ReadonlyMap<string, Answer>>,
  ) {}

  /** @throws UnavailableError when too many are waiting, and what the database throws. */
  async find(subject: Subject): Promise<Answer | undefined> {
    const key = this.keyOf(subject);
    const same = this.waiting.get(key);
    if (same) return same.answer;
    if (this.waiting.size >= MOST_WAITING) throw new UnavailableError();
    const question = questionOf<Subject, Answer>(subject);
    this.waiting.set(key, question);
    if (!this.isAsking) void this.work();
    return question.answer;
  }

  private async work(): Promise<void> {
    this.isAsking = true;
    // Whoever else comes in this turn comes along.
    await nextTurn();
    while (this.waiting.size > 0) {
      const begun = performance.now();
      await this.ask(new Map([...this.waiting].slice(0, MOST_AT_ONCE)));
      const left = INTERVAL_MILLISECONDS - (performance.now() - begun);
      if (left > 0) await pause(left);
    }
    this.isAsking = false;
  }

  private async ask(questions: ReadonlyMap<string, Question<Subject, Answer>>): Promise<void> {
    for (const key of questions.keys()) this.waiting.delete(key);
    try {
      const answers = await this.askAll([...questions.values()].map(({ subject }) => subject));
      for (const [key, { resolve }] of questions) resolve(answers.get(key));
    } catch (error) {
      for (const { reject } of questions.values()) reject(error);
    }
  }
}

const nextTurn = promisify(setImmediate);
const pause = promisify(setTimeout);

function questionOf<Subject, Answer>(subject: Subject): Question<Subject, Answer> {
  const question: Partial<Question<Subject, Answer>> = { subject };
  question.answer = new Promise((resolve, reject) => {
    Object.assign(question, { resolve, reject });
  });
  return question as Question<Subject, Answer>;
}
