// SPDX-License-Identifier: Apache-2.0
#include "cache/header_search.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "base/path.h"
#include "cache/include_names.h"
#include "os/file_tree.h"

namespace xb {
namespace {

constexpr std::string_view kPrecompiled = ".gch";
// Changes within it may leave a directory's times as they were.
constexpr int64_t kListingGrainNs = 2'000'000'000;

std::string Join(std::string_view directory, std::string_view name) {
  if (directory == "." || name.starts_with("/")) return std::string(name);
  std::string path(directory);
  if (!path.ends_with('/')) path += '/';
  return path.append(name);
}

// Not what builds and editors leave beside sources.
bool MayBeHeader(std::string_view name) {
  if (name.starts_with(".") || name.ends_with("~")) return false;
  const size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return true;
  const std::string_view extension = name.substr(dot + 1);
  for (const std::string_view other :
       {"o", "obj", "d", "a", "so", "lo", "la", "gcno", "gcda", "gcov", "dwo",
        "su", "json", "tmp", "swp", "bak", "orig", "rej", "log"}) {
    if (extension == other) return false;
  }
  return name.find(".xb-") == std::string_view::npos;
}

FileStat StatOf(const std::string& path) {
  const auto stat = RealDisk().Stat(path);
  return stat.ok() ? stat.value() : FileStat{};
}

}  // namespace

size_t HeaderSearch::Hasher::operator()(std::string_view text) const {
  return Xxh3(text);
}

// Works on the state, which it holds.
class HeaderSearch::Looker {
 public:
  Looker(State* state, int64_t since_ns, int64_t now_ns)
      : state_(*state), since_ns_(since_ns), now_ns_(now_ns) {}

  void LookFor(std::string_view path, std::string_view names,
               const std::vector<std::string>& directories) {
    const std::string_view own = PathDirectory(path);
    while (!names.empty()) {
      const size_t end = names.find('\n');
      const std::string_view name = names.substr(1, end - 1);
      ++asked_;
      if (names.substr(0, end) == kMacroName) {
        NoteAllIn(own);
      } else if (name.starts_with("/")) {
        Ask("/", name, 0);
      } else {
        if (names[0] == '"') Ask(own, name, 0);
        AskAll(directories, name);
      }
      names.remove_prefix(end == std::string_view::npos ? names.size()
                                                        : end + 1);
    }
    // By whatever name it was asked for.
    for (const std::string& directory : directories) {
      if (!IsBelow(path, directory)) continue;
      ++asked_;
      AskAll(directories, NameIn(path, directory));
    }
  }

  bool MayBeHidden(std::string_view path, std::string_view beside,
                   const std::vector<std::string>& directories) {
    return std::any_of(directories.begin(), directories.end(),
                       [&](const std::string& directory) {
                         if (!IsBelow(path, directory)) return false;
                         const std::string_view name = NameIn(path, directory);
                         const size_t slash = name.find('/');
                         return slash != std::string_view::npos &&
                                Join(beside, name) != path &&
                                KindOf(beside, name.substr(0, slash)) ==
                                    Kind::kDirectory;
                       });
  }

  Found Take() {
    found_.number = places_.empty() ? 0 : Xxh3(places_);
    return std::move(found_);
  }

 private:
  static bool IsBelow(std::string_view path, std::string_view directory) {
    if (directory == ".") {
      return !path.starts_with("/") && !path.starts_with("../");
    }
    return path.starts_with(directory) && path.size() > directory.size() &&
           path[directory.size()] == '/';
  }

  static std::string_view NameIn(std::string_view path,
                                 std::string_view directory) {
    return directory == "." ? path : path.substr(directory.size() + 1);
  }

  void AskAll(const std::vector<std::string>& directories,
              std::string_view name) {
    for (size_t i = 0; i < directories.size(); ++i) {
      Ask(directories[i], name, i + 1);
    }
  }

  void Ask(std::string_view directory, std::string_view name, size_t place) {
    if (IsFile(directory, name)) {
      Note(place, 'h');
      found_.headers.push_back(Join(directory, name));
    }
    scratch_.assign(name).append(kPrecompiled);
    const std::string precompiled = scratch_;
    if (Exists(directory, precompiled)) {
      Note(place, 'p');
      found_.precompiled.push_back(Join(directory, precompiled));
    }
  }

  // Whatever might be found beside a file that asks for it by a macro.
  void NoteAllIn(std::string_view directory) {
    uint64_t names = 0;
    for (const auto& [name, kind] : ListingOf(directory).names) {
      // In no order, so that it is the same for every one.
      if (MayBeHeader(name)) names += Xxh3(name);
    }
    places_.append(std::to_string(names)).append(1, ' ');
  }

  void Note(size_t place, char kind) {
    places_.append(std::to_string(asked_)).append(1, kind);
    places_.append(std::to_string(place)).append(1, ' ');
  }

  bool IsFile(std::string_view directory, std::string_view name) {
    return KindOf(directory, name) == Kind::kFile;
  }
  bool Exists(std::string_view directory, std::string_view name) {
    return KindOf(directory, name) != Kind::kNone;
  }

  Kind KindOf(std::string_view directory, std::string_view name) {
    const size_t slash = name.find('/');
    if (slash == std::string_view::npos) return Answer(directory, name);
    // Where there is no such directory nothing is listed for it.
    const std::string_view first = name.substr(0, slash);
    if (first != ".." && first != "." && !first.empty() &&
        Answer(directory, first) != Kind::kDirectory) {
      return Kind::kNone;
    }
    std::string path = Join(directory, name);
    CanonicalizePath(&path);
    return Answer(PathDirectory(path), PathName(path));
  }

  Kind Answer(std::string_view directory, std::string_view name) {
    Listing& listing = ListingOf(directory);
    const auto known = listing.asked.find(name);
    if (known != listing.asked.end()) return known->second;
    const Kind kind = Resolve(listing, directory, name);
    listing.asked.emplace(name, kind);
    return kind;
  }

  static Kind Resolve(const Listing& listing, std::string_view directory,
                      std::string_view name) {
    const auto entry = listing.names.find(name);
    if (entry == listing.names.end()) return Kind::kNone;
    if (entry->second != Kind::kLink) return entry->second;
    const FileStat stat = StatOf(Join(directory, name));
    if (stat.is_directory()) return Kind::kDirectory;
    return stat.is_regular() ? Kind::kFile : Kind::kNone;
  }

  Listing& ListingOf(std::string_view directory) {
    const auto found = state_.listings.find(directory);
    if (found == state_.listings.end()) {
      Listing& listing =
          state_.listings.try_emplace(std::string(directory)).first->second;
      List(std::string(directory), &listing);
      return listing;
    }
    Listing& listing = found->second;
    if (listing.checked_ns < since_ns_) Refresh(found->first, &listing);
    return listing;
  }

  void List(const std::string& directory, Listing* listing) const {
    listing->stat = StatOf(directory);
    listing->checked_ns = now_ns_;
    const auto entries = ListNames(directory);
    if (!entries.ok()) return;
    for (const NamedEntry& entry : entries.value()) {
      listing->names.emplace(entry.name, KindOfEntry(entry.kind));
    }
  }

  static Kind KindOfEntry(EntryKind kind) {
    switch (kind) {
      case EntryKind::kFile:
        return Kind::kFile;
      case EntryKind::kDirectory:
        return Kind::kDirectory;
      case EntryKind::kOther:
        break;
    }
    return Kind::kLink;
  }

  void Refresh(const std::string& directory, Listing* listing) {
    const FileStat stat = StatOf(directory);
    const bool is_settled =
        stat.mtime_ns + kListingGrainNs < listing->checked_ns;
    if (is_settled && IsSameFile(stat, listing->stat)) {
      listing->checked_ns = now_ns_;
      return;
    }
    Listing anew;
    List(directory, &anew);
    bool is_other = false;
    for (auto& [name, kind] : listing->asked) {
      const Kind now = Resolve(anew, directory, name);
      is_other |= now != kind;
      kind = now;
    }
    anew.asked = std::move(listing->asked);
    *listing = std::move(anew);
    if (is_other) ++state_.generation;
  }

  State& state_;
  const int64_t since_ns_;
  const int64_t now_ns_;
  size_t asked_ = 0;
  std::string scratch_;
  std::string places_;
  Found found_;
};

HeaderSearch::HeaderSearch(std::string working_directory)
    : working_directory_(std::move(working_directory)) {}

std::string HeaderSearch::Local(std::string_view path) const {
  std::string local(path);
  CanonicalizePath(&local);
  if (local == working_directory_) return ".";
  const size_t size = working_directory_.size();
  if (size > 1 && local.starts_with(working_directory_) && local[size] == '/') {
    local.erase(0, size + 1);
  }
  return local;
}

HeaderSearch::View HeaderSearch::ViewOf(
    std::span<const std::string> directories) {
  std::vector<std::string> local;
  local.reserve(directories.size());
  for (const std::string& directory : directories) {
    local.push_back(Local(directory));
  }
  return state_.With([&](State& state) -> View {
    const auto number = static_cast<uint32_t>(state.lists.size() + 1);
    const auto [entry, is_new] = state.numbers.try_emplace(local, number);
    if (is_new) state.lists.push_back(std::move(local));
    return {.list = entry->second, .generation = state.generation};
  });
}

uint64_t HeaderSearch::Look(const View& view, std::string_view path,
                            std::string_view names) {
  return LookAnew(view, path, names, 0, 0).number;
}

HeaderSearch::Found HeaderSearch::LookAnew(const View& view,
                                           std::string_view path,
                                           std::string_view names,
                                           int64_t since_ns, int64_t now_ns) {
  if (view.list == 0) return {};
  const std::string local = Local(path);
  return state_.With([&](State& state) {
    XB_CHECK(view.list <= state.lists.size());
    Looker looker(&state, since_ns, now_ns);
    looker.LookFor(local, names, state.lists[view.list - 1]);
    return looker.Take();
  });
}

bool HeaderSearch::MayBeHidden(const View& view, std::string_view path,
                               std::string_view directory) {
  if (view.list == 0) return false;
  const std::string local = Local(path);
  const std::string beside = Local(directory);
  return state_.With([&](State& state) {
    Looker looker(&state, 0, 0);
    return looker.MayBeHidden(local, beside, state.lists[view.list - 1]);
  });
}

void HeaderSearch::SetMade(std::string_view path) {
  const std::string local = Local(path);
  state_.With([&](State& state) {
    std::string_view made = local;
    Kind kind = Kind::kFile;
    for (;;) {
      const std::string_view directory = PathDirectory(made);
      const std::string_view name = PathName(made);
      const auto listing = state.listings.find(directory);
      if (listing != state.listings.end()) {
        listing->second.names.insert_or_assign(std::string(name), kind);
        const auto asked = listing->second.asked.find(name);
        if (asked != listing->second.asked.end() && asked->second != kind) {
          asked->second = kind;
          ++state.generation;
        }
      }
      if (directory == "." || directory == "/" || directory == made) return;
      made = directory;
      kind = Kind::kDirectory;
    }
  });
}

}  // namespace xb
