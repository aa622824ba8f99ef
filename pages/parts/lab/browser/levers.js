// The state of the levers: weights that are moved, locked, kept at a sum of 100, and the cut.

const FULL_SUM = 100;

class Levers {
  constructor(given) {
    this.groups = given.groups;
    this.criteria = given.groups.flatMap((group) => group.criteria);
    this.locked = new Set();
    this.sumKept = false;
    this.set(given.weights, given.cut);
  }

  set(weights, cut) {
    this.weights = { ...weights };
    this.cut = { ...cut };
    for (const criterion of this.criteria) criterion.weight = weights[criterion.name];
  }

  sum(names = this.names()) {
    return names.reduce((sum, name) => sum + this.weights[name], 0);
  }

  names(group = null) {
    return (group ? group.criteria : this.criteria).map((criterion) => criterion.name);
  }

  groupLocked(group) {
    return this.names(group).every((name) => this.locked.has(name));
  }

  lock(names, on) {
    for (const name of names) on ? this.locked.add(name) : this.locked.delete(name);
  }

  /** A group moved: its free criteria keep their proportions. */
  moveGroup(group, points) {
    this.spread(this.names(group).filter((name) => !this.locked.has(name)), this.names(group), points, group.shape);
    this.keepSum(this.names(group));
  }

  /** A criterion moved. */
  move(name, points) {
    if (this.locked.has(name)) return;
    this.weights[name] = this.within(points);
    this.keepSum([name]);
  }

  within(points) {
    return Math.min(FULL_SUM, Math.max(0, Number.isFinite(points) ? points : 0));
  }

  /** Let the free ones take what is left of `points` beside the fixed ones, in the proportions that they have. */
  spread(free, all, points, shape) {
    if (!free.length) return;
    const fixed = this.sum(all.filter((name) => !free.includes(name)));
    const rest = Math.max(0, this.within(points) - fixed), now = this.sum(free);
    const part = (name) => (now > 0 ? this.weights[name] / now : shape ? shape[name] : 1 / free.length);
    const parts = free.map(part), whole = parts.reduce((sum, one) => sum + one, 0) || 1;
    free.forEach((name, place) => (this.weights[name] = this.within((rest * parts[place]) / whole)));
  }

  /** Bring the sum to 100 by those that nobody holds: not locked, and not the ones in the hand. */
  keepSum(held = []) {
    if (!this.sumKept) return;
    const free = this.names().filter((name) => !this.locked.has(name) && !held.includes(name));
    this.spread(free, this.names(), FULL_SUM, null);
    const over = this.sum() - FULL_SUM;
    if (Math.abs(over) > 1e-9 && held.length) {
      // The others are locked or at nothing: the hand stops where the sum is 100.
      const mine = held.filter((name) => !this.locked.has(name));
      this.spread(mine, held, this.sum(held) - over, null);
    }
  }

  all() {
    return this.criteria.map((criterion) => this.weights[criterion.name]);
  }
}
