// Fetches the files of the index, each once. A script element works where `fetch` does not: from
// disk. A file that failed to come is asked for again the next time.
(function (search) {
  "use strict";
  const received = new Map();

  // Every file of the index calls this with its name and its value.
  search.receive = (name, payload) => received.set(name, payload);

  function loaded(name, url) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = () => (received.has(name) ? resolve(received.get(name)) : reject(new Error(url)));
      script.onerror = () => reject(new Error(url));
      document.head.append(script);
    }).finally(() => received.delete(name));
  }

  // The pages load the manifest with the scripts. One that names files of a former build, from the
  // browser's memory, is asked for anew under an address that no memory knows.
  function manifestFrom(entryUrl, isAnew) {
    const first = received.get("index");
    received.delete("index");
    return isAnew || !first ? loaded("index", entryUrl + (isAnew ? "?" + Date.now() : "")) : first;
  }

  const namesIn = (counts) =>
    Object.entries(counts).flatMap(([start, count]) =>
      count ? Array.from({ length: count }, (_, number) => start + number) : [start]);

  // What stands at `place` in a row of texts of one length.
  const piece = (row, place, count) => row.slice((place * row.length) / count, ((place + 1) * row.length) / count);

  // What gives a file. Names carry digests; a card is named by its digest alone, and these are listed
  // in files of their own.
  function loader({ names, digests, cardsADirectory, papers }, folder, get) {
    const known = namesIn(names);
    const ends = new Map(known.map((name, place) => [name, "." + piece(digests, place, known.length)]));
    return async (name) => {
      if (ends.has(name)) return loaded(name, folder + name + ends.get(name) + ".js");
      const number = Number(name.slice(1));
      const first = number - (number % cardsADirectory);
      const listed = await get("d" + first / cardsADirectory, (row) => row);
      const card = "c" + piece(listed, number - first, Math.min(cardsADirectory, papers - first));
      return loaded(card, folder + card + ".js");
    };
  }

  // The manifest, and every other file by name: as it came, then as `decode` makes of it, once.
  search.openStore = async function (entryUrl, isAnew) {
    const manifest = await manifestFrom(entryUrl, isAnew);
    const values = new Map();
    const load = manifest.inline ? async (name) => manifest.inline[name] : loader(manifest, entryUrl.replace(/[^/]*$/, ""), get);
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
