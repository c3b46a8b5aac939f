// Identifiers of papers in what people type or paste: an id, an address, a DOI. This is the twin of
// identifiers.py; a browser test compares the two.
(function (search) {
  "use strict";
  // Since April 2007 `1706.03762`, before `hep-th/9901001` or `cs.CL/0112017`; then a version.
  const ID = "(?<id>\\d{4}\\.\\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\\.[a-z]{2})?/\\d{7})(?:v\\d{1,3})?";
  const BARE_ARXIV = new RegExp(
    "^(?:arxiv(?:\\.org)? ?[:.]? ?|(?=\\d\\d(?:0[1-9]|1[0-2])\\.\\d{4,5}|[a-z]))" + ID + "(?: ?\\[[\\w.-]+\\])?$", "i");
  // Hosts of arXiv's papers, and what is between host and id there.
  const ARXIV_ADDRESS = new RegExp("^(?:" + [
    "(?:[a-z-]+\\.)?arxiv\\.org/(?:abs|pdf|html|ps|format|src|e-print)/",
    "ar5iv(?:\\.labs\\.arxiv)?\\.org/(?:(?:abs|html|pdf|papers)/)?",
    "alphaxiv\\.org/(?:abs|overview|pdf|html)/",
    "(?:huggingface|hf)\\.co/papers/",
    "semanticscholar\\.org/(?:arxiv/|paper/arxiv:)",
    "(?:dx\\.)?doi\\.org/10\\.48550/arxiv\\.",
    "(?:arxiv-vanity|emergentmind)\\.com/papers/",
    "(?:scirate\\.com|papers\\.cool)/(?:arxiv/)?",
  ].join("|") + ")" + ID + "(?:\\.pdf|\\.html|\\.md)?/?$", "i");
  const ARXIV_DOI = new RegExp("^10\\.48550/arxiv\\." + ID + "$", "i");
  const DOI = "(?<doi>10\\.\\d{4,9}/\\S+)$";
  const BARE_DOI = new RegExp("^(?:doi ?[:.]? ?)?" + DOI, "i");
  const DOI_ADDRESS = new RegExp(
    "^(?:(?:dx\\.)?doi\\.org/|link\\.springer\\.com/(?:article|chapter|book|content/pdf)/"
    + "|[a-z0-9.-]+/doi/(?:(?:abs|pdf|full|epdf|epub|pdfdirect|book)/)?)" + DOI, "i");
  const NATURE_ADDRESS = /^nature\.com\/articles\/(?<id>[a-z0-9-]+)(?:\.pdf)?\/?$/i;
  const ACL = "(?<id>[a-z]\\d{2}-\\d{4,5}|\\d{4}\\.[a-z0-9_]+-[a-z0-9_]+\\.\\d+)";
  const ACL_ADDRESS = new RegExp(
    "^(?:aclanthology\\.org|aclweb\\.org/anthology)/(?:papers/)?" + ACL + "(?:v\\d+)?(?:\\.pdf|\\.bib)?/?$", "i");
  const OPENREVIEW_ADDRESS =
    /^openreview\.net\/(?:forum|pdf|attachment|references\/pdf)\?(?:\S*&)?id=(?<id>[\w-]+)(?:&\S*)?/;
  const ADDRESS = /^(?:https?:)?(?:\/\/)?(?:www\.)?(?<rest>[a-z0-9-]+(?:\.[a-z0-9-]+)+\/\S*)$/i;
  const MARKDOWN_LINK = /^(?:\[[^[\]]*\]\(([^\s()]+)\)|<([^\s<>]+)>)$/;

  // Ids that are words as well: `2023.acl-long.1`, and OpenReview's, of both cases and digits.
  const BARE_ACL = new RegExp("^" + ACL + "$", "i");
  const BARE_OPENREVIEW = /^(?=.*[a-z])(?=.*[A-Z])(?=.*[\d_-])[\w-]{9,14}$/;
  const OWN_PAGE = /(?:^|\/)papers\/([^/?#]+)\.html(?:[?#].*)?$/;
  const CRC_POLYNOMIAL = 0xedb88320;
  const AROUND = /^[\s([{<"'“”‘’«»]+|[\s)\]}>"'“”‘’«».,:;!?…]+$/g;

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // a percent sign that is no escape
    }
  }

  function unwrap(text) {
    const line = text.replace(/\s+/g, " ").trim().replace(/[.,;]+$/, "");
    const link = MARKDOWN_LINK.exec(line);
    return decode(link ? link[1] || link[2] : line);
  }

  // CRC-32, by which keys.py writes the addresses of pages.
  function checksum(text) {
    let sum = -1;
    for (const byte of new TextEncoder().encode(text)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (CRC_POLYNOMIAL & -(sum & 1));
    }
    return (~sum >>> 0).toString(16);
  }

  const arxivKey = (id) => "arxiv:" + id.toLowerCase().replace(/\.[a-z]{2}\//, "/");
  const aclKey = (id) => "doi:10.18653/v1/" + id.toLowerCase();

  // A DOI; the arXiv id, if it is one of arXiv's own.
  function doiKey(doi) {
    const plain = doi.replace(/\/+$/, "");
    const arxiv = ARXIV_DOI.exec(plain);
    return arxiv ? arxivKey(arxiv.groups.id) : "doi:" + plain.toLowerCase();
  }

  // How each form of a text, an address or its path is read.
  const BARE_FORMS = [
    [BARE_ARXIV, ({ id }) => arxivKey(id)],
    [BARE_DOI, ({ doi }) => doiKey(doi)],
  ];
  const PATH_FORMS = [
    [ARXIV_ADDRESS, ({ id }) => arxivKey(id)],
    [ACL_ADDRESS, ({ id }) => aclKey(id)],
    [NATURE_ADDRESS, ({ id }) => "doi:10.1038/" + id.toLowerCase()],
    [DOI_ADDRESS, ({ doi }) => doiKey(doi)],
  ];

  function readForms(text, forms) {
    for (const [form, key] of forms) {
      const match = form.exec(text);
      if (match) return key(match.groups);
    }
    return null;
  }

  // The key of the identifier that a text is, or that it is the address of: `arxiv:1706.03762`.
  search.identifierIn = function (text) {
    const line = unwrap(text);
    const bare = readForms(line, BARE_FORMS);
    if (bare) return bare;
    const address = ADDRESS.exec(line);
    if (!address) return null;
    const { rest } = address.groups;
    const openreview = OPENREVIEW_ADDRESS.exec(rest);
    if (openreview) return "openreview:" + openreview.groups.id;
    return readForms(rest.split(/[?#]/, 1)[0], PATH_FORMS);
  };

  // The key of a paper that a word without blanks names, in whatever signs it is wrapped; addresses of
  // this site's pages too. `isSure` if it cannot be a word to look for.
  search.keyOfWord = function (text) {
    const word = text.slice(text.indexOf("](") + 1).replace(AROUND, "");
    const identifier = search.identifierIn(word);
    if (identifier) return { key: identifier, isSure: true };
    const page = OWN_PAGE.exec(word);
    if (page) return { key: "page:" + checksum(decode(page[1]).toLowerCase()), isSure: true };
    const acl = BARE_ACL.exec(word);
    if (acl) return { key: aclKey(acl.groups.id), isSure: false };
    if (BARE_OPENREVIEW.test(word)) return { key: "openreview:" + word, isSure: false };
    return null;
  };
})(window.papershelfSearch = window.papershelfSearch || {});
