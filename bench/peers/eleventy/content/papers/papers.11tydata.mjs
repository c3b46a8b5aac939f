export default {
  layout: "paper.njk",
  permalink: (data) => `/papers/${data.page.fileSlug}.html`,
};
