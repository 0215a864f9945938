/**
 * What this browser keeps of a person: the coming days, and what was done here and not yet sent. Where the browser
 * keeps nothing, all of it is held in this tab, and `trouble` says so.
 */

const NAME = "loosen";
const VERSION = 1;
const [KEPT, QUEUE] = ["kept", "queue"];
const PATIENCE_MS = 4000;
const TAB_OPEN = "What you enter is held in this tab only. Keep the tab open until it is sent.";
const DENIED = `This browser does not let Loosen keep anything, as in a private window. ${TAB_OPEN}`;
const FULL = `The storage of this browser is full. ${TAB_OPEN} Free some space on the device.`;

/**
 * @typedef {{seq?: number, id: string, who: string, kind: string, day: string, at: string, after: string,
 *   body: Record<string, any>, refused?: string, isFinal?: boolean}} Entry Refused with the reason; final where it would be refused again.
 */

/** Names and entries, in the browser's database or in this tab. */
export class Store {
  /** @param {IDBDatabase | null} base */
  constructor(base) {
    this.base = base;
    /** Why something may be lost with this tab; empty while all is well. */
    this.trouble = base ? "" : DENIED;
    /** @type {Map<string, any>} */
    this.names = new Map();
    /** @type {Entry[]} */
    this.entries = [];
  }

  /** @param {string} name @returns {Promise<any>} */
  async get(name) {
    if (this.names.has(name)) return this.names.get(name);
    return (await this.ask(KEPT, "readonly", (store) => store.get(name))) ?? null;
  }

  /** @param {string} name @param {any} value */
  async put(name, value) {
    const isKept = await this.change(KEPT, (store) => store.put(value, name));
    if (isKept) this.names.delete(name);
    else this.names.set(name, value);
  }

  /** Return the entries that are not yet sent, in order. @returns {Promise<Entry[]>} */
  async queue() {
    const kept = (await this.ask(QUEUE, "readonly", (store) => store.getAll())) ?? [];
    return [...kept, ...this.entries];
  }

  /** @param {Entry} entry */
  async add(entry) {
    if (!(await this.change(QUEUE, (store) => store.add(entry)))) this.entries.push(entry);
  }

  /** Replace an entry. @param {Entry} entry */
  async replace(entry) {
    if (entry.seq === undefined) this.entries = this.entries.map((one) => (one.id === entry.id ? entry : one));
    else await this.change(QUEUE, (store) => store.put(entry));
  }

  /** @param {Entry} entry */
  async remove(entry) {
    if (entry.seq === undefined) this.entries = this.entries.filter((one) => one.id !== entry.id);
    else await this.change(QUEUE, (store) => store.delete(/** @type {number} */ (entry.seq)));
  }

  /** Try once more to put what is held in this tab into the database. */
  async settle() {
    for (const entry of [...this.entries]) {
      if (!(await this.change(QUEUE, (store) => store.add(entry)))) return;
      this.entries = this.entries.filter((one) => one !== entry);
    }
    if (this.base && this.names.size === 0) this.trouble = "";
  }

  /** Let go of the days of a person; of the entries too where that is meant. @param {{withQueue: boolean}} how */
  async clear({ withQueue }) {
    this.names.clear();
    await this.change(KEPT, (store) => store.clear());
    if (!withQueue) return;
    this.entries = [];
    await this.change(QUEUE, (store) => store.clear());
  }

  /** @param {string} name @param {(store: IDBObjectStore) => IDBRequest} what @returns {Promise<boolean>} Whether it is on disk. */
  async change(name, what) {
    if (!this.base) return false;
    try {
      await this.run(name, "readwrite", what);
      return true;
    } catch (error) {
      this.trouble = isFull(error) ? FULL : DENIED;
      return false;
    }
  }

  /** @param {string} name @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} what @returns {Promise<any>} */
  async ask(name, mode, what) {
    if (!this.base) return null;
    try {
      return await this.run(name, mode, what);
    } catch {
      this.trouble = DENIED;
      return null;
    }
  }

  /** @param {string} name @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} what */
  run(name, mode, what) {
    return new Promise((resolve, reject) => {
      const turn = /** @type {IDBDatabase} */ (this.base).transaction(name, mode);
      const request = what(turn.objectStore(name));
      turn.oncomplete = () => resolve(request.result);
      turn.onabort = turn.onerror = () => reject(turn.error ?? request.error);
    });
  }
}

/** @type {Promise<Store> | null} */
let opened = null;

/** Open the database of this browser; where that is not allowed, one that lasts as long as the tab. @returns {Promise<Store>} */
export function openStore() {
  opened ??= open().then((base) => new Store(base), () => new Store(null));
  return opened;
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("The database does not open.")), PATIENCE_MS);
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(KEPT);
      request.result.createObjectStore(QUEUE, { keyPath: "seq", autoIncrement: true });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = request.onblocked = () => reject(request.error);
  });
}

/** @param {unknown} error */
function isFull(error) {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}
