interface Instruction {
  name: string;
  text: string;
}

/** A stage of a Dockerfile, as far as ours goes: what is copied, what is run, what is started. */
export class DockerStage {
  private constructor(private readonly instructions: readonly Instruction[]) {}

  static allOf(dockerfile: string): DockerStage[] {
    const lines = dockerfile
      .replace(/^#.*\n/gm, '')
      .replace(/\\\n\s*/g, '')
      .split('\n')
      .filter(Boolean);
    const instructions = lines.map((line) => ({
      name: line.split(' ', 1)[0]!,
      text: line.slice(line.indexOf(' ') + 1),
    }));
    const starts = instructions.flatMap(({ name }, index) => (name === 'FROM' ? [index] : []));
    return starts.map((start, index) => new DockerStage(instructions.slice(start, starts[index + 1])));
  }

  of(name: string): string[] {
    return this.instructions.filter((it) => it.name === name).map(({ text }) => text);
  }

  /** What a shell runs; mounts of caches are Docker's own business. */
  get commands(): string[] {
    return this.of('RUN').map((text) => text.replace(/--mount=\S+ /g, ''));
  }

  get start(): string[] {
    return argumentsIn(this.of('CMD')[0]!);
  }

  get healthCheck(): string[] {
    return argumentsIn(/CMD (.*)$/.exec(this.of('HEALTHCHECK')[0]!)![1]!);
  }
}

const argumentsIn = (json: string): string[] => JSON.parse(json) as string[];
