// SPDX-License-Identifier: Apache-2.0
#include "deps/unpack.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "deps/fetch.h"
#include "deps/program.h"
#include "deps/tree.h"
#include "os/disk.h"
#include "os/file_tree.h"
#include "os/system.h"

namespace xb::deps {
namespace {

using project::DependencySpec;

// What tar knows how to read; the rest are plain files.
constexpr auto kArchives = std::to_array<std::string_view>(
    {".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".tzst", ".tar.gz", ".tar.bz2",
     ".tar.xz", ".tar.zst", ".tar.lz", ".tar.lzma", ".crate"});

bool IsTar(std::string_view name) {
  return std::any_of(
      kArchives.begin(), kArchives.end(),
      [&](std::string_view ending) { return name.ends_with(ending); });
}

Status RunTool(const std::string& command, const std::string& what) {
  XB_ASSIGN(const ProgramEnd end, RunProgram(command));
  if (end.success()) return Ok();
  return MakeError(what + " failed: " + LastWords(end.output));
}

Status UnpackArchive(const std::string& archive, const std::string& directory) {
  const std::string from = ShellEscape(archive);
  const std::string to = ShellEscape(directory);
  const std::string what = "unpacking `" + archive + "`";
  if (IsTar(archive)) {
    // tar itself takes `..` and leading slashes from names, and makes links
    // that could lead out when all else is there.
    return RunTool(
        "LC_ALL=C tar --extract --no-same-owner "
        "--no-same-permissions --file " +
            from + " --directory " + to,
        what);
  }
  if (archive.ends_with(".zip")) {
    if (!IsOnPath("unzip")) {
      return MakeError(what + " needs unzip, which is not on PATH");
    }
    return RunTool("unzip -q " + from + " -d " + to, what);
  }
  return RunTool("cp -- " + from + " " + to, what);
}

Result<std::string> TopOf(const std::string& directory) {
  XB_ASSIGN(const auto entries, ListDirectory(directory));
  if (entries.empty()) {
    return MakeError("`" + directory + "` is empty after unpacking");
  }
  if (entries.size() > 1 || !entries[0].stat.is_directory()) return directory;
  return directory + "/" + entries[0].name;
}

// The files are there as they were committed, whatever attributes say of
// archives.
Status CheckOut(const std::string& repository, const std::string& commit,
                const std::string& directory) {
  return RunTool(
      "GIT_INDEX_FILE=" + ShellEscape(directory + ".index") +
          " git -c core.hooksPath=/dev/null -c core.autocrlf=false --git-dir=" +
          ShellEscape(repository) + " --work-tree=" + ShellEscape(directory) +
          " checkout --quiet --force " + commit + " -- .",
      "checking out " + commit);
}

Status Patch(const DependencySpec& spec, const std::string& top) {
  if (spec.source.patches.empty()) return Ok();
  if (!IsOnPath("patch")) {
    return MakeError("the patches of `" + spec.name +
                     "` need patch, which is not on PATH");
  }
  XB_ASSIGN(const std::string here, CurrentDirectory());
  for (const std::string& file : spec.source.patches) {
    std::string path = file;
    if (!file.starts_with('/')) path.insert(0, here + '/');
    XB_TRY(RunTool("LC_ALL=C patch --batch --forward --strip=" +
                       std::to_string(spec.source.patch_strip) +
                       " --directory=" + ShellEscape(top) +
                       " --input=" + ShellEscape(path),
                   "the patch `" + file + "` of `" + spec.name + "`"));
  }
  return Ok();
}

Status CheckTree(const DependencySpec& spec, const std::string& directory) {
  XB_ASSIGN(const auto tree, ListTree(directory));
  const Status checked = CheckLinks(directory, tree);
  if (checked.ok()) return Ok();
  return MakeError("the sources of `" + spec.name +
                   "` are refused: " + checked.error().message);
}

}  // namespace

Result<std::string> Unpack(const Store& store, const DependencySpec& spec,
                           const std::string& directory) {
  const project::DependencySource& source = spec.source;
  XB_TRY(MakePrivateDirectories(directory));
  std::string top = directory;
  if (!source.path.empty()) {
    XB_ASSIGN(const auto tree, ListTree(source.path));
    XB_TRY(CopyTree(source.path, tree, directory));
  } else if (!source.git.empty()) {
    XB_ASSIGN(const std::string repository,
              FetchCommit(store, spec.name, source));
    XB_TRY(CheckOut(repository, source.commit, directory));
  } else {
    XB_ASSIGN(const std::string archive,
              FetchArchive(store, spec.name, source));
    XB_TRY(UnpackArchive(archive, directory));
    XB_ASSIGN(top, TopOf(directory));
  }
  XB_TRY(CheckTree(spec, directory));
  XB_TRY(Patch(spec, top));
  // A patch can make links, too.
  if (!source.patches.empty()) XB_TRY(CheckTree(spec, directory));
  return top;
}

}  // namespace xb::deps
