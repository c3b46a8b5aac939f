// The same pages as Papershelf's. Lists of all kinds are one collection of ready pages, since
// Eleventy paginates one list a template.
const KINDS = { tags: "Tag", statuses: "Status", years: "Year", listings: "Listing" };
const SIZE = 50;
const MONTHS =
  "January February March April May June July August September October November December".split(" ");

const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
const cut = (text, length) => (text.length <= length ? text : text.slice(0, length).replace(/\s\S*$/, "…"));
const url = (kind, key, number = 1) => `/${kind}/${slug(key)}${number === 1 ? "" : `/${number}`}.html`;

function papers(api) {
  const found = api.getFilteredByGlob("content/papers/*.md");
  found.sort((one, other) => one.data.weight - other.data.weight);
  found.forEach((paper, place) => {
    paper.data.newer = found[place - 1];
    paper.data.older = found[place + 1];
  });
  return found;
}

function members(all, kind) {
  const lists = new Map();
  for (const paper of all)
    for (const key of paper.data[kind] ?? []) {
      if (!lists.has(key)) lists.set(key, []);
      lists.get(key).push(paper);
    }
  return [...lists].sort(([one], [other]) => (one < other ? -1 : 1));
}

function pages(all, address, about) {
  const last = Math.ceil(all.length / SIZE);
  return Array.from({ length: last }, (_, index) => ({
    ...about, number: index + 1, last, total: all.length, url: address(index + 1),
    papers: all.slice(index * SIZE, (index + 1) * SIZE),
    newer: index > 0 && address(index), older: index + 1 < last && address(index + 2),
    steps: [...new Set([1, index - 1, index, index + 1, index + 2, index + 3, last])]
      .filter((number) => number >= 1 && number <= last)
      .map((number) => ({ number, url: address(number) })),
  }));
}

export default function (config) {
  config.amendLibrary("md", (markdown) => markdown.set({ linkify: true }));
  config.setTemplateFormats(["md", "njk"]);
  config.addFilter("day", (date) => {
    const at = new Date(date);
    return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
  });
  config.addFilter("iso", (date) => new Date(date).toISOString().slice(0, 10));
  config.addFilter("url_of", url);
  config.addFilter("cut", cut);
  config.addFilter("json", (value) => JSON.stringify(value).replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`));
  config.addFilter("stars", (rating) => "★".repeat(rating) + "☆".repeat(5 - rating));
  config.addFilter("title_word", (title) => title.toLowerCase().match(/[a-z0-9]+/)[0]);
  config.addCollection("papers", papers);
  config.addCollection("lists", (api) => {
    const all = papers(api);
    const home = pages(all, (number) => (number === 1 ? "/index.html" : `/page/${number}.html`), { kind: "papers", name: "Reading list" });
    const groups = Object.entries(KINDS).flatMap(([kind, singular]) =>
      members(all, kind).flatMap(([key, found]) => pages(found, (number) => url(kind, key, number), { kind, singular, name: key })));
    return [...home, ...groups];
  });
  config.addCollection("groups", (api) => {
    const all = papers(api);
    return Object.keys(KINDS).map((kind) => ({
      kind, lists: members(all, kind).map(([key, found]) => ({ key, url: url(kind, key), count: found.length })),
    }));
  });
  return { dir: { input: "content", includes: "../layouts" }, markdownTemplateEngine: false };
}
