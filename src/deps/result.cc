// SPDX-License-Identifier: Apache-2.0
#include "deps/result.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "base/path.h"
#include "base/text.h"
#include "cache/digest.h"
#include "deps/fetch.h"
#include "deps/program.h"
#include "deps/tree.h"
#include "deps/unpack.h"
#include "os/clock.h"
#include "os/disk.h"
#include "os/environment.h"
#include "os/file_clock.h"
#include "os/file_tree.h"
#include "os/system.h"

namespace xb::deps {
namespace {

using project::DependencySpec;
using project::RecipeKind;

constexpr std::string_view kResultFormat = "xb result 1\n";
constexpr std::string_view kRecord = ".xb-result";
constexpr std::string_view kTreeMark = "\ntree:\n";
constexpr const char* kToolDigests = "tools";
constexpr size_t kIdDigits = 32;
constexpr int kTailLines = 30;

// What processes need to run at all.  All else must be in the recipe, or the
// result would depend on who built it first.
constexpr auto kPassed = std::to_array<const char*>(
    {"PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "TMPDIR",
     "LD_LIBRARY_PATH", "CCACHE_DIR", "XB_CACHE_DIR"});

std::string EnvironmentWords(const project::TextPairs& recipe) {
  std::string words;
  const auto add = [&](const std::string& name, const std::string& value) {
    words += " " + ShellEscape(name + "=" + value);
  };
  for (const char* name : kPassed) {
    if (const auto value = GetEnv(name)) add(name, *value);
  }
  // The pool of jobs, and no flags of whoever called us.
  std::string makeflags;
  const std::string inherited = GetEnv("MAKEFLAGS").value_or("");
  for (const std::string_view word : Split(inherited, ' ')) {
    if (word == "--") break;
    if (!word.starts_with("-j") && !word.starts_with("--jobserver")) continue;
    makeflags += (makeflags.empty() ? "" : " ") + std::string(word);
  }
  if (!makeflags.empty()) add("MAKEFLAGS", makeflags);
  for (const auto& [name, value] : recipe) add(name, value);
  return words;
}

std::string Tail(const std::string& text) {
  size_t begin = text.size();
  for (int i = 0; i <= kTailLines && begin != 0; ++i) {
    const size_t found = text.rfind('\n', begin - 1);
    begin = found == std::string::npos ? 0 : found;
  }
  return text.substr(begin == 0 ? 0 : begin + 1);
}

// What a recipe says comes out.
std::vector<std::string> Declared(const DependencySpec& spec) {
  std::vector<std::string> all = spec.libs;
  all.insert(all.end(), spec.programs.begin(), spec.programs.end());
  all.insert(all.end(), spec.includes.begin(), spec.includes.end());
  for (std::string& path : all) CanonicalizePath(&path);
  return all;
}

bool IsBelow(std::string_view path, const std::string& directory) {
  return directory == "." ||
         (path.starts_with(directory) &&
          (path.size() == directory.size() || path[directory.size()] == '/'));
}

// The entries of a tree that were declared, and what their links name.
Result<std::vector<TreeEntry>> DeclaredEntries(
    const DependencySpec& spec, const std::string& top,
    const std::vector<TreeEntry>& tree) {
  std::vector<std::string> wanted = Declared(spec);
  std::vector<char> taken(tree.size(), 0);
  for (size_t i = 0; i < wanted.size(); ++i) {
    bool is_there = wanted[i] == ".";
    for (size_t k = 0; k < tree.size(); ++k) {
      if (!IsBelow(tree[k].path, wanted[i])) continue;
      is_there = true;
      if (taken[k] != 0) continue;
      taken[k] = 1;
      if (tree[k].kind != TreeEntry::Kind::kLink) continue;
      const size_t slash = tree[k].path.rfind('/');
      std::string target =
          (slash == std::string::npos ? ""
                                      : tree[k].path.substr(0, slash + 1)) +
          tree[k].target;
      CanonicalizePath(&target);
      if (!target.starts_with("..") && !target.starts_with("/")) {
        wanted.push_back(std::move(target));
      }
    }
    if (is_there || i >= Declared(spec).size()) continue;
    const size_t slash = wanted[i].rfind('/');
    const std::string_view name = std::string_view(wanted[i]).substr(
        slash == std::string::npos ? 0 : slash + 1);
    std::string hint;
    for (const TreeEntry& entry : tree) {
      if (("/" + entry.path).ends_with("/" + std::string(name))) {
        hint = "there is `" + entry.path + "`";
      }
    }
    return MakeError("`" + spec.name + "` was built, but there is no `" +
                         wanted[i] + "` in " + top,
                     hint);
  }
  std::vector<TreeEntry> entries;
  for (size_t k = 0; k < tree.size(); ++k) {
    if (taken[k] != 0) entries.push_back(tree[k]);
  }
  return entries;
}

}  // namespace

Results::Results(const Store& store,
                 std::function<void(const std::string&)> tell)
    : store_(store), tell_(std::move(tell)) {
  RealDisk disk;
  digests_.Load(disk, store_.FilePath(kToolDigests));
  tools_ =
      std::make_unique<ToolIdentities>(digests_, GetEnv("PATH").value_or(""));
  auto clock = RealFileClock::Open(store_.FilePath("clock"));
  if (!clock.ok()) return;
  const auto now = clock.value()->NowNs();
  if (now.ok()) now_ns_ = now.value();
}

Results::~Results() {
  RealDisk disk;
  // Only a time saver: who cannot write it hashes again.
  [[maybe_unused]] const Status saved =
      digests_.Save(disk, store_.FilePath(kToolDigests));
}

Result<std::string> Results::SourceKey(const DependencySpec& spec) {
  std::string key;
  if (!spec.source.urls.empty()) {
    key = "archive " + spec.source.sha256 + "\n";
  } else if (!spec.source.git.empty()) {
    key = "commit " + spec.source.commit + "\n";
  } else {
    XB_ASSIGN(const FileStat stat, RealDisk().Stat(spec.source.path));
    if (!stat.is_directory()) {
      return MakeError("the sources of `" + spec.name + "` are missing: `" +
                       spec.source.path + "` is no directory");
    }
    XB_ASSIGN(const auto tree, ListTree(spec.source.path));
    XB_ASSIGN(const std::string text, DescribeTree(spec.source.path, tree));
    key = "tree " + DigestOf(text).HashText() + "\n";
  }
  for (const std::string& patch : spec.source.patches) {
    XB_ASSIGN(const std::string sha256, Sha256OfFile(patch));
    if (sha256.empty()) {
      return MakeError("the patch `" + patch + "` of `" + spec.name +
                       "` is missing");
    }
    key += "patch " + sha256 + "\n";
  }
  return key;
}

Result<std::string> Results::ToolKey(const DependencySpec& spec) {
  if (spec.kind == RecipeKind::kNone) return std::string();
  std::string key;
  struct Tool {
    std::string_view command;
    std::string_view otherwise;
  };
  for (const Tool& tool :
       {Tool{spec.tools.cc, "cc"}, Tool{spec.tools.cxx, "c++"},
        Tool{spec.tools.ar, "ar"}}) {
    const bool is_asked_for = !tool.command.empty();
    for (const std::string_view word :
         Split(is_asked_for ? tool.command : tool.otherwise, ' ')) {
      if (word.empty() || word.front() == '-') continue;
      const auto identity = tools_->Of(std::string(word), now_ns_);
      if (!identity && is_asked_for) {
        return MakeError("`" + spec.name + "` is to be built by `" +
                         std::string(word) + "`, which is not on PATH");
      }
      key += "tool " + DigestOf(identity.value_or("")).HashText() + "\n";
    }
  }
  return key;
}

Result<std::string> Results::KeyText(const DependencySpec& spec) {
  const std::string whole = WriteSpec(spec);
  const auto known = known_keys_.find(whole);
  if (known != known_keys_.end()) return known->second;
  std::string key(kResultFormat);
  XB_ASSIGN(const std::string source, SourceKey(spec));
  XB_ASSIGN(const std::string tools, ToolKey(spec));
  key += source + tools;
  for (const DependencySpec& used : spec.dependencies) {
    XB_ASSIGN(const std::string id, IdOf(used));
    key += "with " + id + "\n";
  }
  DependencySpec recipe = spec;
  recipe.source = {};
  recipe.dependencies.clear();
  key += "recipe " + WriteSpec(recipe) + "\n";
  known_keys_[whole] = key;
  return key;
}

Result<std::string> Results::IdOf(const DependencySpec& spec) {
  XB_ASSIGN(const std::string key, KeyText(spec));
  return spec.name + "-" + DigestOf(key).HashText().substr(0, kIdDigits);
}

namespace {

std::string RecordPath(const std::string& directory) {
  return directory + "/" + std::string(kRecord);
}

// What the tree was when it was made; nullopt when it is none of that key.
Result<std::optional<std::string>> ReadRecord(const std::string& directory,
                                              const std::string& key) {
  XB_ASSIGN(const auto text, RealDisk().Read(RecordPath(directory)));
  const std::string head = key + std::string(kTreeMark);
  if (!text || !text->starts_with(head)) return std::optional<std::string>();
  return std::optional<std::string>(text->substr(head.size()));
}

// What has its name only when it is whole.
class BuildInProgress {
 public:
  BuildInProgress(const Store& store, const DependencySpec& spec,
                  const Results::Made& made)
      : spec_(spec), made_(made), work_(store.WorkPath(made.id)) {
    places_.build = work_ + "/build";
    places_.prefix = made.directory;
    places_.stage = work_ + "/stage";
    places_.program = store.options().program;
  }

  Status Prepare(const Store& store) {
    XB_TRY(RemoveTree(work_));
    XB_TRY(RemoveTree(made_.directory));
    XB_ASSIGN(places_.source, Unpack(store, spec_, work_ + "/source"));
    if (!spec_.subdir.empty()) places_.source += "/" + spec_.subdir;
    return Ok();
  }

  void Use(const std::string& name, std::string directory) {
    places_.dependencies.emplace_back(name, std::move(directory));
  }

  // `*words`: the last lines of what failed.
  Status Run(std::string* words) {
    const std::string script = RecipeScript(spec_, places_);
    if (script.empty()) return Ok();
    RealDisk disk;
    const std::string cross = MesonCrossFile(spec_);
    if (!cross.empty()) {
      XB_TRY(disk.WriteAtomic(MesonCrossPath(places_), cross));
    }
    const std::string path = work_ + "/recipe.sh";
    const std::string log = work_ + "/log";
    XB_TRY(disk.WriteAtomic(path, script));
    XB_ASSIGN(
        const ProgramEnd end,
        RunProgram("env -i" +
                       EnvironmentWords(RecipeEnvironment(spec_, places_)) +
                       " /bin/sh " + ShellEscape(path) + " >" +
                       ShellEscape(log) + " 2>&1 </dev/null",
                   ProgramOutput::kOurs));
    if (end.success()) return Ok();
    const auto text = disk.Read(log);
    if (text.ok() && text.value()) *words = Tail(*text.value());
    return MakeError("building `" + spec_.name + "` failed with exit status " +
                         std::to_string(end.exit_status),
                     "all it said is in " + log);
  }

  Status Finish(const std::string& key) {
    std::string out = places_.stage + places_.prefix;
    if (!spec_.installs || spec_.kind == RecipeKind::kNone) {
      out = work_ + "/out";
      const std::string from = TreeOf(spec_, places_);
      XB_ASSIGN(const auto tree, ListTree(from));
      XB_ASSIGN(const auto entries, DeclaredEntries(spec_, from, tree));
      XB_TRY(CopyTree(from, entries, out));
    }
    XB_ASSIGN(const auto tree, ListTree(out));
    RealDisk disk;
    // Where nobody else looks, but a recipe that forgets DESTDIR writes.
    XB_ASSIGN(const FileStat elsewhere, disk.Stat(made_.directory));
    if (elsewhere.exists()) XB_TRY(RemoveTree(made_.directory));
    auto declared = DeclaredEntries(spec_, out, tree);
    if (!declared.ok()) {
      Error error = declared.TakeError();
      if (elsewhere.exists()) {
        error.hint = "it was installed to $PREFIX instead of $DESTDIR$PREFIX";
      }
      return error;
    }
    XB_ASSIGN(const std::string description, DescribeTree(out, tree));
    XB_TRY(disk.MakeParentDirs(RecordPath(out)));
    XB_TRY(disk.WriteAtomic(RecordPath(out),
                            key + std::string(kTreeMark) + description));
    XB_TRY(disk.Rename(out, made_.directory));
    return RemoveTree(work_);
  }

 private:
  const DependencySpec& spec_;
  const Results::Made& made_;
  const std::string work_;
  RecipePlaces places_;
};

}  // namespace

Status Results::Build(const DependencySpec& spec, const Made& made,
                      const std::string& key) {
  BuildInProgress build(store_, spec, made);
  XB_TRY(build.Prepare(store_));
  // It is what the hash says, or somebody edits it right now.
  known_keys_.clear();
  XB_ASSIGN(const std::string key_now, KeyText(spec));
  if (key_now != key) {
    return MakeError("the sources of `" + spec.name +
                     "` changed while they were read");
  }
  for (const DependencySpec& used : spec.dependencies) {
    XB_ASSIGN(const std::string id, IdOf(used));
    build.Use(used.name, store_.ResultPath(id));
  }
  std::string words;
  const Status run = build.Run(&words);
  if (!words.empty()) tell_(words);
  if (!run.ok()) return Error(run.error());
  return build.Finish(key);
}

Result<bool> Results::IsThere(const DependencySpec& spec) {
  XB_ASSIGN(const std::string key, KeyText(spec));
  XB_ASSIGN(const std::string id, IdOf(spec));
  XB_ASSIGN(const auto record, ReadRecord(store_.ResultPath(id), key));
  return record.has_value();
}

Result<Results::Made> Results::Make(const DependencySpec& spec) {
  XB_ASSIGN(const std::string key, KeyText(spec));
  Made made;
  XB_ASSIGN(made.id, IdOf(spec));
  made.directory = store_.ResultPath(made.id);
  XB_ASSIGN(auto record, ReadRecord(made.directory, key));
  if (!record) {
    // Before the lock: nobody waits for two.
    for (const DependencySpec& used : spec.dependencies) {
      const auto inner = Make(used);
      if (!inner.ok()) return Error(inner.error());
    }
    XB_ASSIGN(FileLock lock, store_.Lock(made.id));
    // What we started may go on when we are killed; the next one waits for it.
    XB_TRY(lock.PassOn());
    XB_ASSIGN(record, ReadRecord(made.directory, key));
    if (!record) {
      XB_TRY(Build(spec, made, key));
      return made;
    }
  }
  made.was_there = true;
  // Removal goes by the last use; who may only read leaves it.
  [[maybe_unused]] const Status touched =
      SetFileMtime(RecordPath(made.directory), RealClock().WallNs());
  return made;
}

Status Results::CopyOut(const DependencySpec& spec, const Made& made,
                        const std::string& to) {
  XB_ASSIGN(const std::string key, KeyText(spec));
  XB_ASSIGN(const auto record, ReadRecord(made.directory, key));
  if (!record) return MakeError("`" + made.directory + "` went meanwhile");
  XB_ASSIGN(auto tree, ListTree(made.directory));
  std::erase_if(tree, [](const TreeEntry& one) { return one.path == kRecord; });
  XB_ASSIGN(const auto entries, DeclaredEntries(spec, made.directory, tree));
  XB_TRY(RemoveTree(to));
  XB_TRY(CopyTree(made.directory, entries, to));
  // Of the copies: what was read is what is compared.
  std::set<std::string_view> lines;
  for (const std::string_view line : Split(*record, '\n')) lines.insert(line);
  for (const TreeEntry& entry : entries) {
    XB_ASSIGN(const std::string text, DescribeTree(to, std::span(&entry, 1)));
    if (lines.contains(Split(text, '\n').front())) continue;
    return MakeError("`" + made.directory + "/" + entry.path +
                     "` is not what was built");
  }
  return Ok();
}

Result<Results::Made> Results::Deliver(const DependencySpec& spec,
                                       const std::string& to) {
  XB_ASSIGN(Made made, Make(spec));
  Status copied = CopyOut(spec, made, to);
  if (copied.ok()) return made;
  if (!made.was_there) return copied.TakeError();
  tell_(copied.error().message + "; it is made again");
  {
    XB_ASSIGN(const FileLock lock, store_.Lock(made.id));
    XB_TRY(RemoveTree(made.directory));
  }
  XB_ASSIGN(made, Make(spec));
  XB_TRY(CopyOut(spec, made, to));
  return made;
}

Result<std::vector<std::string>> InputsOf(const DependencySpec& spec) {
  std::vector<std::string> inputs = spec.source.patches;
  if (!spec.source.path.empty()) {
    // A directory may be called as something that can be built is: `zlib`.
    XB_ASSIGN(const std::string here, CurrentDirectory());
    const std::string& path = spec.source.path;
    const std::string top = path.starts_with("/") ? path : here + "/" + path;
    inputs.push_back(top);
    XB_ASSIGN(const auto tree, ListTree(path));
    for (const TreeEntry& entry : tree) {
      if (entry.kind == TreeEntry::Kind::kLink) continue;
      const bool is_directory = entry.kind == TreeEntry::Kind::kDirectory;
      inputs.push_back((is_directory ? top : path) + "/" + entry.path);
    }
  }
  for (const DependencySpec& used : spec.dependencies) {
    XB_ASSIGN(const auto more, InputsOf(used));
    inputs.insert(inputs.end(), more.begin(), more.end());
  }
  return inputs;
}

Result<std::string> HeadersText(const DependencySpec& spec,
                                const std::string& place) {
  std::vector<std::string> directories = spec.includes;
  for (std::string& directory : directories) CanonicalizePath(&directory);
  XB_ASSIGN(auto tree, ListTree(place));
  std::erase_if(tree, [&](const TreeEntry& entry) {
    return std::none_of(directories.begin(), directories.end(),
                        [&](const std::string& directory) {
                          return IsBelow(entry.path, directory);
                        });
  });
  XB_ASSIGN(const std::string text, DescribeTree(place, tree));
  return DigestOf(text).HashText() + "\n";
}

}  // namespace xb::deps
