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

  // Where each file stands: names carry digests, which the manifest lists in the order of names.
  function addresses(manifest, folder) {
    const counted = (letter, codes) => Array.from(search.codec.numbers(codes), (_, number) => letter + number);
    const names = [...counted("t", manifest.termCounts), ...counted("c", manifest.cardCounts), ...manifest.single];
    const width = manifest.digests.length / names.length;
    const digest = (place) => manifest.digests.slice(place * width, (place + 1) * width);
    return new Map(names.map((name, place) => [name, folder + name + "." + digest(place) + ".js"]));
  }

  // The manifest, and every other file by name: as it came, then as `decode` makes of it, once.
  search.openStore = async function (entryUrl) {
    const manifest = await loaded("index", entryUrl);
    const urls = manifest.inline ? null : addresses(manifest, entryUrl.replace(/[^/]*$/, ""));
    const values = new Map();
    const fetched = (name) => (urls ? loaded(name, urls.get(name)) : Promise.resolve(manifest.inline[name]));
    function get(name, decode) {
      if (!values.has(name)) {
        const value = fetched(name).then(decode);
        values.set(name, value);
        value.catch(() => values.delete(name));
      }
      return values.get(name);
    }
    return { manifest, get };
  };
})(window.papershelfSearch = window.papershelfSearch || {});
