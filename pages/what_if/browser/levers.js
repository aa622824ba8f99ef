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

  /** `weights` are hundredths of a point, as people read them; `exact` remembers the proportions of a group. */
  set(weights, cut) {
    this.weights = { ...weights };
    this.exact = { ...weights };
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
    this.weights[name] = this.exact[name] = inHundredths([this.within(points)])[0];
    this.keepSum([name]);
  }

  within(points) {
    return Math.min(FULL_SUM, Math.max(0, Number.isFinite(points) ? points : 0));
  }

  /** Let the free ones take what is left of `points` beside the fixed ones, in the proportions that they have. */
  spread(free, all, points, shape) {
    if (!free.length) return;
    const fixed = this.sum(all.filter((name) => !free.includes(name)));
    const rest = Math.max(0, this.within(points) - fixed), now = free.reduce((sum, name) => sum + this.exact[name], 0);
    const part = (name) => (now > 0 ? this.exact[name] / now : shape ? shape[name] : 1 / free.length);
    const parts = free.map(part), whole = parts.reduce((sum, one) => sum + one, 0) || 1;
    const wanted = parts.map((one) => this.within((rest * one) / whole));
    const rounded = inHundredths(wanted);
    free.forEach((name, place) => {
      // At nothing the proportions would be lost.
      if (rest > 0) this.exact[name] = wanted[place];
      this.weights[name] = rounded[place];
    });
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

/** Numbers in whole hundredths with the sum that they had: what rounding leaves goes where it took most. */
function inHundredths(values) {
  const wanted = values.map((value) => value * 100), floors = wanted.map((value) => Math.floor(value + 1e-9));
  let left = Math.round(wanted.reduce((sum, value) => sum + value, 0)) - floors.reduce((sum, value) => sum + value, 0);
  const order = wanted.map((value, place) => [value - floors[place], place]).sort((one, other) => other[0] - one[0]);
  for (const [, place] of order) if (left-- > 0) floors[place] += 1;
  return floors.map((value) => value / 100);
}

const MEMORY = "kam-lab";

/** Locks and the kept sum outlive a reload of the page; they are this window's alone. */
function remember(levers) {
  try {
    sessionStorage.setItem(MEMORY, JSON.stringify({ sumKept: levers.sumKept, locked: [...levers.locked] }));
  } catch { /* A browser without storage forgets them. */ }
}

function remembered() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(MEMORY) ?? "{}");
    return { sumKept: kept.sumKept === true, locked: Array.isArray(kept.locked) ? kept.locked : [] };
  } catch {
    return { sumKept: false, locked: [] };
  }
}
