// SPDX-License-Identifier: Apache-2.0
#include "engine/file_contents.h"

#include <algorithm>
#include <string>
#include <unordered_set>

namespace xb {
namespace {

// Files that one worker takes at once.
constexpr size_t kHashGrain = 16;
constexpr size_t kStatGrain = 512;
// What another file system's clock may be coarser than ours: some keep whole
// seconds, in steps of two.
constexpr int64_t kFineGrainNs = 50'000'000;
constexpr int64_t kCoarseGrainNs = 2'100'000'000;
constexpr int64_t kSecondNs = 1'000'000'000;

// For what has no bytes to hash: any change of its stat is one of its content.
Hash128 DigestOfStat(const FileStat& stat) {
  const int64_t parts[] = {stat.mode & 0170000, stat.mtime_ns,
                           stat.is_directory() ? 0 : stat.size};
  return Xxh3Wide({reinterpret_cast<const char*>(parts), sizeof parts});
}

int64_t GrainOf(int64_t ctime_ns, bool same_clock) {
  if (same_clock) return 0;
  return ctime_ns % kSecondNs == 0 ? kCoarseGrainNs : kFineGrainNs;
}

}  // namespace

FileContents::File& FileContents::At(NodeId node) {
  if (Index(node) >= files_.size()) {
    files_.resize(
        std::max<size_t>(s_.overlay.node_count(), size_t{Index(node)} + 1));
  }
  return files_[Index(node)];
}

void FileContents::SetStat(NodeId node, const FileStat& stat) {
  File& file = At(node);
  file = {.stamp = StampOf(stat), .bits = kStamped};
  if (stat.is_regular()) file.bits |= kRegular;
  if (s_.clock != nullptr && stat.device == s_.clock->device()) {
    file.bits |= kSameClock;
  }
}

void FileContents::SetMade(NodeId node, const FileStat& stat,
                           uint32_t sequence) {
  SetStat(node, stat);
  At(node).made = sequence;
  ForgetPhonyReaders(node);
}

void FileContents::SetMadeContent(NodeId node, const Hash128& digest) {
  File& file = At(node);
  file.version = s_.log.Intern(node, digest);
  file.bits |= kCertain;
  if (s_.clock != nullptr) s_.log.See(node, file.stamp, file.version);
}

bool FileContents::IsPhonyName(NodeId node) const {
  const EdgeId producer = s_.overlay.ProducerOf(node);
  return producer != kNoEdge && s_.overlay.graph().is_phony(producer) &&
         !Peek(node).stamp.exists();
}

bool FileContents::Recall(NodeId node) {
  File& file = At(node);
  if (file.version != kNoVersion) return true;
  const ContentLog::SeenRow* seen = s_.log.FindSeen(node);
  if (seen == nullptr || seen->stamp != file.stamp) return false;
  file.version = seen->version;
  file.bits |= kCertain;
  return true;
}

FileContents::Hashed FileContents::Hash(NodeId node) const {
  const std::string path(s_.overlay.PathOf(node));
  Hashed hashed;
  Result<FileDigest> digest = s_.disk.Digest(path);
  if (digest.ok()) {
    hashed.stat = digest.value().stat;
    hashed.digest = digest.value().digest;
    hashed.is_stable = digest.value().is_stable;
    return hashed;
  }
  const Result<FileStat> stat = s_.disk.Stat(path);
  if (!stat.ok()) return hashed;
  hashed.stat = stat.value();
  hashed.digest = DigestOfStat(stat.value());
  // A file that cannot be read may be changed without a trace of it in the
  // size and the mtime.
  hashed.is_stable = !stat.value().is_regular();
  return hashed;
}

// Any change from `now_ns` on gets another ctime than this.
bool FileContents::IsSettled(int64_t ctime_ns, uint8_t bits,
                             int64_t now_ns) const {
  return ctime_ns + GrainOf(ctime_ns, (bits & kSameClock) != 0) < now_ns;
}

bool FileContents::AllSettled(int64_t now_ns) const {
  return std::all_of(files_.begin(), files_.end(), [&](const File& file) {
    return !file.stamp.exists() ||
           IsSettled(file.stamp.ctime_ns, file.bits, now_ns);
  });
}

void FileContents::Apply(NodeId node, const Hashed& hashed, int64_t now_ns) {
  if ((At(node).bits & kStamped) == 0) SetStat(node, hashed.stat);
  File& file = At(node);
  ++files_hashed_;
  file.version = kNoVersion;
  if (!hashed.stat.exists()) return;
  file.version = s_.log.Intern(node, hashed.digest);
  // Changed since it was looked at: that is its content now, no more.
  if (!hashed.is_stable || StampOf(hashed.stat) != file.stamp) return;
  const bool made = file.made != 0;
  if (!made && !IsSettled(file.stamp.ctime_ns, file.bits, now_ns)) return;
  file.bits |= kCertain;
  if (s_.clock != nullptr) s_.log.See(node, file.stamp, file.version);
}

void FileContents::HashAhead(std::span<const NodeId> nodes) {
  std::vector<NodeId> unknown;
  for (const NodeId node : nodes) {
    const File& file = At(node);
    const bool is_missing = (file.bits & kStamped) != 0 && !file.stamp.exists();
    if (!is_missing && !Recall(node)) unknown.push_back(node);
  }
  if (unknown.empty()) return;
  int64_t now_ns = 0;
  if (s_.clock != nullptr) {
    // Without a clock no file is certain, and nothing is remembered.
    const Result<int64_t> now = s_.clock->NowNs();
    if (now.ok()) now_ns = now.value();
  }
  std::vector<Hashed> hashed(unknown.size());
  s_.workers.ParallelFor(unknown.size(), kHashGrain,
                         [&](size_t begin, size_t end) {
                           for (size_t i = begin; i < end; ++i) {
                             hashed[i] = Hash(unknown[i]);
                           }
                         });
  for (size_t i = 0; i < unknown.size(); ++i) {
    Apply(unknown[i], hashed[i], now_ns);
  }
}

void FileContents::HashMoved(std::span<const NodeId> nodes) {
  std::vector<NodeId> moved;
  for (const NodeId node : nodes) {
    if (At(node).stamp.exists() && s_.log.HasVersion(node)) {
      moved.push_back(node);
    }
  }
  HashAhead(moved);
}

VersionId FileContents::Current(NodeId node) {
  if (IsPhonyName(node)) return PhonyVersion(node);
  const File& file = At(node);
  if (file.version != kNoVersion) return file.version;
  HashAhead(std::span(&node, 1));
  return At(node).version;
}

// Phony names behind phony names can be many: no recursion.
VersionId FileContents::PhonyVersion(NodeId node) {
  const Graph& graph = s_.overlay.graph();
  const size_t most = graph.links.size() + s_.overlay.node_count();
  std::vector<NodeId> open{node};
  while (!open.empty()) {
    const NodeId at = open.back();
    if (phony_versions_.contains(Index(at))) {
      open.pop_back();
      continue;
    }
    const size_t before = open.size();
    // Only a circle is longer, and the scan refuses those.
    if (before > most) return kNoVersion;
    Xxh3WideStream all;
    s_.overlay.ForEachDirtyingInput(
        s_.overlay.ProducerOf(at), [&](NodeId input) {
          VersionId version = kNoVersion;
          if (!IsPhonyName(input)) {
            version = Current(input);
          } else if (const auto known = phony_versions_.find(Index(input));
                     known != phony_versions_.end()) {
            version = known->second;
          } else {
            open.push_back(input);
          }
          const Hash128 digest = version == kNoVersion
                                     ? Hash128{}
                                     : s_.log.version(version).digest;
          all.Update({reinterpret_cast<const char*>(&digest), sizeof digest});
        });
    if (open.size() > before) continue;
    phony_versions_[Index(at)] = s_.log.Intern(at, all.Finish());
    open.pop_back();
  }
  return phony_versions_[Index(node)];
}

void FileContents::ForgetPhonyReaders(NodeId node) {
  if (phony_versions_.empty()) return;
  std::vector<NodeId> open{node};
  while (!open.empty()) {
    const NodeId at = open.back();
    open.pop_back();
    s_.overlay.ForEachConsumer(at, [&](EdgeId edge) {
      if (!s_.overlay.graph().is_phony(edge)) return;
      s_.overlay.ForEachOutput(edge, [&](NodeId output) {
        if (phony_versions_.erase(Index(output)) > 0) open.push_back(output);
      });
    });
  }
}

std::vector<NodeId> FileContents::FilesBehind(NodeId phony_name) const {
  std::vector<NodeId> files;
  std::unordered_set<uint32_t> seen;
  std::vector<NodeId> open{phony_name};
  while (!open.empty()) {
    const EdgeId edge = s_.overlay.ProducerOf(open.back());
    open.pop_back();
    s_.overlay.ForEachDirtyingInput(edge, [&](NodeId input) {
      if (!seen.insert(Index(input)).second) return;
      (IsPhonyName(input) ? open : files).push_back(input);
    });
  }
  return files;
}

void FileContents::Confirm(std::span<const NodeId> nodes) {
  std::vector<NodeId> old;
  std::vector<NodeId> unknown;
  for (const NodeId node : nodes) {
    if ((At(node).bits & kStamped) == 0 && s_.log.HasVersion(node)) {
      const Result<FileStat> stat =
          s_.disk.Stat(std::string(s_.overlay.PathOf(node)));
      if (stat.ok()) SetStat(node, stat.value());
    }
    (Recall(node) ? old : unknown).push_back(node);
  }
  HashAhead(unknown);
  std::vector<FileStamp> stamps(old.size());
  s_.workers.ParallelFor(old.size(), kStatGrain, [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      const Result<FileStat> stat =
          s_.disk.Stat(std::string(s_.overlay.PathOf(old[i])));
      if (stat.ok()) stamps[i] = StampOf(stat.value());
    }
  });
  for (size_t i = 0; i < old.size(); ++i) {
    File& file = At(old[i]);
    if (stamps[i] != file.stamp) file.bits &= static_cast<uint8_t>(~kCertain);
  }
}

FileContents::Certainty FileContents::CertaintyOf(NodeId node) const {
  const File file = Peek(node);
  if (file.version == kNoVersion || (file.bits & kCertain) == 0) return {};
  if (file.made != 0) return {.is_certain = true, .made = file.made};
  const bool same_clock = (file.bits & kSameClock) != 0;
  return {.is_certain = true,
          .since_ns =
              file.stamp.ctime_ns + GrainOf(file.stamp.ctime_ns, same_clock)};
}

}  // namespace xb
