-- Writes every item of a job in every style by pandoc's citeproc, in one process.
-- Arguments: the folder of CSL styles, the job as JSON. Each item stands alone, so that none is
-- told apart from another; it is cited twice, with a note to another source between.
local job = pandoc.json.decode(io.open(arg[2]):read("a"))

local function html(block)
  return block and pandoc.write(pandoc.Pandoc{block}, "html", {wrap_text = "none"}) or ""
end

local function cited(id)
  local citation = pandoc.Citation(id, "NormalCitation", {}, {pandoc.Str ", para. 1"})
  return pandoc.Para{pandoc.Cite({pandoc.Str "x"}, {citation})}
end

local out = {}
for name, file in pairs(job.styles) do
  out[name] = {}
  for _, item in ipairs(job.items) do
    local meta = {
      csl = arg[1] .. "/" .. file .. ".csl",
      lang = "en-US",
      references = pandoc.read(pandoc.json.encode{item}, "csljson").meta.references,
    }
    local done = pandoc.utils.citeproc(pandoc.Pandoc({cited(item.id)}, meta)).blocks
    out[name][item.id] = {cite = html(done[1]), entry = html(done[2])}
  end
end
print(pandoc.json.encode(out))
