// SPDX-License-Identifier: Apache-2.0
#include "deps/tree.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/path.h"
#include "deps/fetch.h"
#include "os/disk.h"
#include "os/file_tree.h"
#include "os/input_file.h"
#include "os/names.h"
#include "os/temporary_file.h"

namespace xb::deps {
namespace {

constexpr int kMaxTreeDepth = 60;
constexpr size_t kCopyPiece = 1 << 20;
constexpr uint32_t kOwnerExecutes = 0100;
constexpr uint32_t kFormatBits = 0170000;
constexpr uint32_t kLinkBits = 0120000;

Status AddBelow(const std::string& top, const std::string& prefix, int depth,
                std::vector<TreeEntry>* tree) {
  if (depth > kMaxTreeDepth) {
    return MakeError("`" + top + "/" + prefix + "` is too deep");
  }
  XB_ASSIGN(auto entries,
            ListDirectory(prefix.empty() ? top : top + "/" + prefix));
  std::sort(entries.begin(), entries.end(),
            [](const DirectoryEntry& a, const DirectoryEntry& b) {
              return a.name < b.name;
            });
  for (const DirectoryEntry& entry : entries) {
    if (entry.name == ".git" || entry.name == ".xb") continue;
    TreeEntry one;
    one.path = prefix.empty() ? entry.name : prefix + "/" + entry.name;
    if (entry.stat.is_directory()) {
      one.kind = TreeEntry::Kind::kDirectory;
      const std::string path = one.path;
      tree->push_back(std::move(one));
      XB_TRY(AddBelow(top, path, depth + 1, tree));
      continue;
    }
    if ((entry.stat.mode & kFormatBits) == kLinkBits) {
      one.kind = TreeEntry::Kind::kLink;
      XB_ASSIGN(auto target, ReadLink(top + "/" + one.path));
      one.target = target.value_or("");
    } else if (entry.stat.is_regular()) {
      one.is_executable = (entry.stat.mode & kOwnerExecutes) != 0;
    } else {
      return MakeError("`" + top + "/" + one.path +
                       "` is neither file, directory nor link");
    }
    tree->push_back(std::move(one));
  }
  return Ok();
}

bool LeadsOut(const std::string& real_top, const std::string& top,
              const TreeEntry& entry) {
  if (entry.target.empty() || entry.target.front() == '/') return true;
  const size_t slash = entry.path.rfind('/');
  std::string place =
      slash == std::string::npos ? "" : entry.path.substr(0, slash + 1);
  place += entry.target;
  CanonicalizePath(&place);
  if (place == ".." || place.starts_with("../")) return true;
  // What other links make of it.
  const auto real = RealPath(top + "/" + entry.path);
  return real && *real != real_top && !real->starts_with(real_top + "/");
}

}  // namespace

Result<std::vector<TreeEntry>> ListTree(const std::string& top) {
  std::vector<TreeEntry> tree;
  XB_TRY(AddBelow(top, "", 0, &tree));
  return tree;
}

Status CheckLinks(const std::string& top, std::span<const TreeEntry> tree) {
  const std::string real_top = RealPath(top).value_or(top);
  for (const TreeEntry& entry : tree) {
    if (entry.kind != TreeEntry::Kind::kLink) continue;
    if (!LeadsOut(real_top, top, entry)) continue;
    return MakeError("the link `" + entry.path + "` leads out, to `" +
                     entry.target + "`");
  }
  return Ok();
}

Result<std::string> DescribeTree(const std::string& top,
                                 std::span<const TreeEntry> tree) {
  std::string text;
  for (const TreeEntry& entry : tree) {
    switch (entry.kind) {
      case TreeEntry::Kind::kDirectory:
        text += "d " + entry.path + "\n";
        break;
      case TreeEntry::Kind::kLink:
        text += "l " + entry.path + "\n  " + entry.target + "\n";
        break;
      case TreeEntry::Kind::kFile: {
        XB_ASSIGN(const std::string sha256,
                  Sha256OfFile(top + "/" + entry.path));
        text += entry.is_executable ? "x " : "f ";
        text += sha256 + " " + entry.path + "\n";
        break;
      }
    }
  }
  return text;
}

Status CopyEntry(const std::string& from, const TreeEntry& entry,
                 const std::string& to) {
  RealDisk disk;
  const std::string target = to + "/" + entry.path;
  if (entry.kind == TreeEntry::Kind::kDirectory) {
    return disk.MakeParentDirs(target + "/.");
  }
  XB_TRY(disk.MakeParentDirs(target));
  if (entry.kind == TreeEntry::Kind::kLink) {
    XB_ASSIGN(auto link,
              TemporaryFile::CreateLink(target + ".new-", entry.target));
    if (!link) return MakeError("cannot make `" + target + "`");
    return link->CommitAnew(target);
  }
  XB_ASSIGN(const auto source, InputFile::Open(from + "/" + entry.path));
  if (!source) {
    return MakeError("`" + from + "/" + entry.path +
                     "` went while it was copied");
  }
  XB_ASSIGN(auto copy, TemporaryFile::Create(target + ".new-"));
  if (!copy) return MakeError("cannot make `" + target + "`");
  XB_ASSIGN(const bool is_clone, copy->Clone(*source, source->stat().size));
  std::string piece;
  for (int64_t at = 0; !is_clone; at += static_cast<int64_t>(piece.size())) {
    piece.clear();
    XB_TRY(source->ReadAt(at, kCopyPiece, &piece));
    if (piece.empty()) break;
    XB_TRY(copy->Append(piece));
  }
  XB_TRY(copy->SetMode(entry.is_executable ? 0755 : 0644));
  return copy->CommitAnew(target);
}

Status CopyTree(const std::string& from, std::span<const TreeEntry> tree,
                const std::string& to) {
  XB_TRY(RealDisk().MakeParentDirs(to + "/."));
  for (const TreeEntry& entry : tree) XB_TRY(CopyEntry(from, entry, to));
  return Ok();
}

}  // namespace xb::deps
