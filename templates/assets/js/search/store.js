// Loads the files of the index, each at most once. A script element works from disk, where `fetch`
// does not. A file that failed to load is requested again the next time someone asks for it.
(function (search) {
  "use strict";
  const received = new Map();

  // Every file of the index calls this with its name and its value.
  search.receive = (name, payload) => received.set(name, payload);

  function loadScript(name, url) {
    const loading = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const fail = () => reject(new Error(url));
      script.src = url;
      script.onload = () => (received.has(name) ? resolve(received.get(name)) : fail());
      script.onerror = fail;
      document.head.append(script);
    });
    return loading.finally(() => received.delete(name));
  }

  // Pages load the manifest together with the scripts. A cached manifest may name files of an
  // earlier build; a fresh one is requested at an address that no cache knows.
  function loadManifest(entryUrl, isFresh) {
    const first = received.get("index");
    received.delete("index");
    if (isFresh) return loadScript("index", entryUrl + "?" + Date.now());
    return first || loadScript("index", entryUrl);
  }

  // `{t: 2, lengths: 0}` names the files t0, t1 and lengths.
  function fileNames(counts) {
    return Object.entries(counts).flatMap(([start, count]) => {
      if (!count) return [start];
      return Array.from({ length: count }, (_, number) => start + number);
    });
  }

  // The text at `place` in a row of `count` texts of one length.
  function textAt(row, place, count) {
    const size = row.length / count;
    return row.slice(place * size, (place + 1) * size);
  }

  // A function that loads a file by name. File names carry digests, which the manifest lists; a card
  // is named by its digest alone, and those are in files of their own, the directories `d0`, `d1`, ….
  function fileLoader({ names, digests, cardsADirectory, papers }, folder, get) {
    const files = fileNames(names);
    const urls = new Map();
    files.forEach((name, place) => {
      urls.set(name, folder + name + "." + textAt(digests, place, files.length) + ".js");
    });

    async function loadCard(number) {
      const place = number % cardsADirectory;
      const first = number - place;
      const directory = await get("d" + first / cardsADirectory, (row) => row);
      const card = "c" + textAt(directory, place, Math.min(cardsADirectory, papers - first));
      return loadScript(card, folder + card + ".js");
    }

    return async (name) => (urls.has(name) ? loadScript(name, urls.get(name)) : loadCard(Number(name.slice(1))));
  }

  // The manifest, and `get`, which loads any other file and keeps what `decode` makes of it.
  search.openStore = async function (entryUrl, isFresh) {
    const manifest = await loadManifest(entryUrl, isFresh);
    const folder = entryUrl.replace(/[^/]*$/, "");
    const values = new Map();
    const loadInline = async (name) => manifest.inline[name];
    const load = manifest.inline ? loadInline : fileLoader(manifest, folder, get);

    function get(name, decode) {
      if (!values.has(name)) {
        const value = load(name).then(decode);
        values.set(name, value);
        value.catch(() => values.delete(name));
      }
      return values.get(name);
    }
    return { manifest, get };
  };
})(window.papershelfSearch = window.papershelfSearch || {});
