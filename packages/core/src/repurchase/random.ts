/** Random numbers from a seed, so that a simulation can be repeated: sfc32 (Doty-Humphrey, PractRand) and samplers on it. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** @param seed any whole number. */
  constructor(seed: number) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 4294967296) | 0;
    this.#c = 0x9e3779b9 | 0;
    for (let i = 0; i < 15; i += 1) this.#next();
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }

  /** Uniform on the open interval (0, 1). */
  uniform(): number {
    return ((this.#next() >>> 6) * 134217728 + (this.#next() >>> 5) + 0.5) / 9007199254740992;
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -Math.log(this.uniform());
  }

  /** The logarithm of a Gamma(shape) draw with scale 1 (Marsaglia & Tsang 2000); the logarithm, as small shapes underflow. */
  logGamma(shape: number): number {
    if (shape < 1) return this.logGamma(shape + 1) + Math.log(this.uniform()) / shape;
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
    }
  }

  gamma(shape: number): number {
    return Math.exp(this.logGamma(shape));
  }

  beta(a: number, b: number): number {
    return 1 / (1 + Math.exp(this.logGamma(b) - this.logGamma(a)));
  }

  /** Poisson with the given mean. */
  poisson(mean: number): number {
    let rest = mean;
    let count = 0;
    // halving by a Gamma draw keeps the cost logarithmic in the mean (Ahrens & Dieter 1974)
    while (rest > 30) {
      const half = Math.floor(rest * 0.875);
      const time = this.gamma(half);
      if (time > rest) return count + this.#binomial(half - 1, rest / time);
      count += half;
      rest -= time;
    }
    let product = this.uniform();
    const floor = Math.exp(-rest);
    while (product > floor) {
      count += 1;
      product *= this.uniform();
    }
    return count;
  }

  #binomial(trials: number, chance: number): number {
    let count = 0;
    for (let i = 0; i < trials; i += 1) if (this.uniform() < chance) count += 1;
    return count;
  }
}
