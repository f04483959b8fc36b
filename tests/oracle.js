// Writes every item of a job in every style by citeproc-js, in one process.
// Arguments: the module, the folders of CSL styles and of locales, the job as JSON.
const fs = require("fs");
const [, , module_, styles, locales, jobFile] = process.argv;
const CSL = require(module_);
const job = JSON.parse(fs.readFileSync(jobFile, "utf8"));
const items = Object.fromEntries(job.items.map((item) => [item.id, item]));
const sys = {
  retrieveLocale: () => fs.readFileSync(`${locales}/locales-en-US.xml`, "utf8"),
  retrieveItem: (id) => structuredClone(items[id]),
};
const out = {};
for (const [name, file] of Object.entries(job.styles)) {
  const style = fs.readFileSync(`${styles}/${file}.csl`, "utf8");
  const engine = new CSL.Engine(sys, style, "en-US", true);
  engine.opt.development_extensions.wrap_url_and_doi = false;
  out[name] = {};
  for (const id of Object.keys(items)) {
    // Each item stands alone, so that none is told apart from another.
    engine.updateItems([id]);
    const entries = engine.makeBibliography();
    const citation = {
      citationItems: [{ id, locator: "1", label: "paragraph" }],
      properties: { noteIndex: 1 },
    };
    const cited = engine.appendCitationCluster(citation);
    out[name][id] = { entry: entries ? entries[1].join("") : "", cite: cited.at(-1)[1] };
    engine.restoreProcessorState([]);
  }
}
console.log(JSON.stringify(out));
