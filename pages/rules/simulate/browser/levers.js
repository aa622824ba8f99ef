// State of the levers: weights, locks, the constant sum of 100, and the cut.

const FULL_SUM = 100;

class Levers {
  constructor(data) {
    this.groups = data.groups;
    this.criteria = data.groups.flatMap((group) => group.criteria);
    this.locked = new Set();
    this.keepsSum = this.wantsSum = false;
    this.set(data.weights, data.cut);
  }

  /** Whether the accounts have data of a criterion. */
  hasData(name) {
    return this.criteria.find((criterion) => criterion.name === name)?.data !== false;
  }

  /** Whether a criterion stays as it is: locked, or in a group without any data, whose lever cannot move. */
  fixed(name) {
    return this.locked.has(name) || this.groups.some((group) => this.names(group).includes(name) && !this.names(group).some((one) => this.hasData(one)));
  }

  /** Set all levers. `weights` are rounded to hundredths of a point; `exact` preserves the proportions of a group. */
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

  /** Move a group: its free criteria share the points in their proportions. */
  moveGroup(group, points) {
    this.spread(this.names(group).filter((name) => !this.fixed(name)), this.names(group), points, group.proportions);
    this.balanceSum(this.names(group));
  }

  /** Move a criterion. */
  move(name, points) {
    if (this.locked.has(name)) return;
    this.weights[name] = this.exact[name] = inHundredths([this.within(points)])[0];
    this.balanceSum([name]);
  }

  within(points) {
    return Math.min(FULL_SUM, Math.max(0, Number.isFinite(points) ? points : 0));
  }

  /** Spread the points not taken by fixed criteria over the free ones in their proportions. */
  spread(free, all, points, shape) {
    if (!free.length) return;
    const fixed = this.sum(all.filter((name) => !free.includes(name)));
    const rest = Math.max(0, this.within(points) - fixed), now = free.reduce((sum, name) => sum + this.exact[name], 0);
    const proportion = (name) => (now > 0 ? this.exact[name] / now : shape ? shape[name] : 1 / free.length);
    const proportions = free.map(proportion), total = proportions.reduce((sum, one) => sum + one, 0) || 1;
    const wanted = proportions.map((one) => this.within((rest * one) / total));
    const rounded = inHundredths(wanted);
    free.forEach((name, index) => {
      // At 0 the proportions would be lost.
      if (rest > 0) this.exact[name] = wanted[index];
      this.weights[name] = rounded[index];
    });
  }

  /** Bring the sum to 100 by the criteria that are neither locked nor being moved. */
  balanceSum(moved = []) {
    if (!this.keepsSum) return;
    const free = this.names().filter((name) => !this.fixed(name) && !moved.includes(name));
    this.spread(free, this.names(), FULL_SUM, null);
    const over = this.sum() - FULL_SUM;
    if (Math.abs(over) > 1e-9 && moved.length) {
      // The others are locked or at 0: the moved ones stop where the sum is 100.
      const mine = moved.filter((name) => !this.locked.has(name));
      this.spread(mine, moved, this.sum(moved) - over, null);
    }
  }

  /** Keep the sum where it is 100 and nobody decided otherwise. */
  keepSum(wanted) {
    this.wantsSum = wanted;
    this.keepsSum = wanted && Math.abs(this.sum() - FULL_SUM) < 0.005;
  }
}

/** Round to hundredths with an unchanged sum: the remainder goes to the largest fractions. */
function inHundredths(values) {
  const wanted = values.map((value) => value * 100), floors = wanted.map((value) => Math.floor(value + 1e-9));
  let left = Math.round(wanted.reduce((sum, value) => sum + value, 0)) - floors.reduce((sum, value) => sum + value, 0);
  const order = wanted.map((value, index) => [value - floors[index], index]).sort((one, other) => other[0] - one[0]);
  for (const [, index] of order) if (left-- > 0) floors[index] += 1;
  return floors.map((value) => value / 100);
}

const STORAGE_KEY = "kam-lab";

/** Save locks and the constant sum in this window, so that they outlive a reload. */
function saveLocks(levers) {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ sumKept: levers.wantsSum, locked: [...levers.locked] }));
  } catch { /* Without storage they are lost at a reload. */ }
}

function savedLocks() {
  try {
    const saved = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "{}");
    return { wantsSum: saved.sumKept !== false, locked: Array.isArray(saved.locked) ? saved.locked : [] };
  } catch {
    return { wantsSum: true, locked: [] };
  }
}
