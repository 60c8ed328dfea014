const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Histogram {
  buckets: number[];
  sum: number;
  count: number;
}

/** Counters in the text format of Prometheus. Labels are route names and statuses: few, and of no person. */
export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #durations = new Map<string, Histogram>();
  readonly #gauges = new Map<string, { help: string; read: () => number }>();
  readonly #since = Date.now() / 1000;

  /** Counts one answered request. */
  observe(route: string, method: string, status: number, seconds: number): void {
    const key = `route="${route}",method="${method}",status="${status}"`;
    this.#requests.set(key, (this.#requests.get(key) ?? 0) + 1);
    const histogram = this.#durations.get(route) ?? { buckets: bounds.map(() => 0), sum: 0, count: 0 };
    bounds.forEach((bound, index) => {
      if (seconds <= bound) histogram.buckets[index] = (histogram.buckets[index] ?? 0) + 1;
    });
    histogram.sum += seconds;
    histogram.count += 1;
    this.#durations.set(route, histogram);
  }

  /** A value that is read when asked for. */
  gauge(name: string, help: string, read: () => number): void {
    this.#gauges.set(name, { help, read });
  }

  /** The text that `/metrics` answers. */
  text(): string {
    const lines = ['# HELP liaise_requests_total Requests answered.', '# TYPE liaise_requests_total counter'];
    for (const [labels, count] of this.#requests) lines.push(`liaise_requests_total{${labels}} ${count}`);
    lines.push('# HELP liaise_request_seconds Time to answer.', '# TYPE liaise_request_seconds histogram');
    for (const [route, { buckets, sum, count }] of this.#durations) {
      bounds.forEach((bound, index) =>
        lines.push(`liaise_request_seconds_bucket{route="${route}",le="${bound}"} ${buckets[index] ?? 0}`),
      );
      lines.push(
        `liaise_request_seconds_bucket{route="${route}",le="+Inf"} ${count}`,
        `liaise_request_seconds_sum{route="${route}"} ${sum}`,
        `liaise_request_seconds_count{route="${route}"} ${count}`,
      );
    }
    for (const [name, { help, read }] of this.#gauges) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${read()}`);
    }
    lines.push(
      '# HELP process_start_time_seconds When the gateway started.',
      '# TYPE process_start_time_seconds gauge',
      `process_start_time_seconds ${this.#since}`,
    );
    return `${lines.join('\n')}\n`;
  }
}
