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
constexpr uint32_t kRegularMode = 0100000;

// For what has no bytes to hash: any change of its stat is one of its content.
Hash128 DigestOfStat(const FileStat& stat) {
  const int64_t parts[] = {stat.mode & 0170000, stat.mtime_ns,
                           stat.is_directory() ? 0 : stat.size};
  return Xxh3Wide({reinterpret_cast<const char*>(parts), sizeof parts});
}

}  // namespace

int64_t FileContents::GrainOf(const File& file, int64_t ctime_ns) const {
  if ((file.bits & kSameClock) != 0) return 0;
  return ctime_ns % kSecondNs == 0 ? kCoarseGrainNs : kFineGrainNs;
}

int64_t FileContents::NowNs() {
  if (s_.clock == nullptr) return 0;
  // Without a clock no file is certain, and nothing is remembered.
  const Result<int64_t> now = s_.clock->NowNs();
  return now.ok() ? now.value() : 0;
}

FileContents::File& FileContents::At(NodeId node) {
  if (Index(node) >= files_.size()) {
    files_.resize(
        std::max<size_t>(s_.overlay.node_count(), size_t{Index(node)} + 1));
  }
  return files_[Index(node)];
}

void FileContents::SetStat(NodeId node, const FileStat& stat) {
  File& file = At(node);
  file = {.stamp = StampOf(stat), .since = event_, .bits = kStamped};
  if (stat.is_regular()) file.bits |= kRegular;
  if (s_.clock != nullptr && stat.device == s_.clock->device()) {
    file.bits |= kSameClock;
  }
}

FileStat FileContents::SeenStat(NodeId node) const {
  const File file = Peek(node);
  FileStat stat;
  stat.mtime_ns = file.stamp.mtime_ns;
  stat.ctime_ns = file.stamp.ctime_ns;
  stat.size = file.stamp.size;
  stat.inode = file.stamp.inode;
  if ((file.bits & kRegular) != 0) stat.mode = kRegularMode;
  if ((file.bits & kSameClock) != 0) stat.device = s_.clock->device();
  return stat;
}

void FileContents::SetMade(NodeId node, const FileStat& stat) {
  SetStat(node, stat);
  At(node).bits |= kMade;
  moved_.erase(Index(node));
  made_inodes_.clear();
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
  // Of a file that cannot be read nothing else is known.
  hashed.digest = stat.value().is_regular()
                      ? DigestOfStamp(StampOf(stat.value()))
                      : DigestOfStat(stat.value());
  hashed.is_stable = true;
  return hashed;
}

std::vector<FileContents::Hashed> FileContents::HashAll(
    std::span<const NodeId> nodes) const {
  std::vector<Hashed> hashed(nodes.size());
  s_.workers.ParallelFor(nodes.size(), kHashGrain,
                         [&](size_t begin, size_t end) {
                           for (size_t i = begin; i < end; ++i) {
                             hashed[i] = Hash(nodes[i]);
                           }
                         });
  return hashed;
}

std::vector<FileStamp> FileContents::StampAll(
    std::span<const NodeId> nodes) const {
  std::vector<FileStamp> stamps(nodes.size());
  s_.workers.ParallelFor(
      nodes.size(), kStatGrain, [&](size_t begin, size_t end) {
        for (size_t i = begin; i < end; ++i) {
          const Result<FileStat> stat =
              s_.disk.Stat(std::string(s_.overlay.PathOf(nodes[i])));
          if (stat.ok()) stamps[i] = StampOf(stat.value());
        }
      });
  return stamps;
}

// Any change from `now_ns` on gets another ctime than this.
bool FileContents::IsSettled(const File& file, int64_t now_ns) const {
  return file.stamp.ctime_ns + GrainOf(file, file.stamp.ctime_ns) < now_ns;
}

bool FileContents::AllSettled(int64_t now_ns) const {
  return std::all_of(files_.begin(), files_.end(), [&](const File& file) {
    return !file.stamp.exists() || IsSettled(file, now_ns);
  });
}

void FileContents::Apply(NodeId node, const Hashed& hashed, int64_t now_ns) {
  if ((At(node).bits & kStamped) == 0) SetStat(node, hashed.stat);
  File& file = At(node);
  ++files_hashed_;
  const bool exists = hashed.stat.exists();
  file.version = exists ? s_.log.Intern(node, hashed.digest) : kNoVersion;
  const FileStamp stamp = StampOf(hashed.stat);
  // Changed since it was looked at: that is its content now, no more.
  if (stamp != file.stamp || (exists && !hashed.is_stable)) {
    moved_[Index(node)] = {
        .stamp = stamp,
        .version = hashed.is_stable ? file.version : kNoVersion};
    return;
  }
  if (!exists || ((file.bits & kMade) == 0 && !IsSettled(file, now_ns))) return;
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
  const int64_t now_ns = NowNs();
  const std::vector<Hashed> hashed = HashAll(unknown);
  for (size_t i = 0; i < unknown.size(); ++i) {
    Apply(unknown[i], hashed[i], now_ns);
  }
}

void FileContents::HashMoved(std::span<const NodeId> nodes) {
  std::vector<NodeId> moved;
  for (const NodeId node : nodes) {
    if (At(node).stamp.exists() && s_.log.HasContent(node)) {
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

bool FileContents::IsUntouched(NodeId node, const Hash128& digest,
                               bool is_copy) {
  if (!IsOfStamp(digest)) return false;
  const Hash128 now = StampDigest(node);
  return now == digest || (is_copy && MayBeOfCopies(now, digest));
}

Hash128 FileContents::StampDigest(NodeId node) {
  if (!IsPhonyName(node)) return DigestOfStamp(stamp(node));
  const auto known = phony_stamps_.find(Index(node));
  if (known != phony_stamps_.end()) return known->second;
  std::vector<Hash128> digests;
  for (const NodeId file : FilesBehind(node)) {
    digests.push_back(DigestOfStamp(stamp(file)));
  }
  return phony_stamps_[Index(node)] = DigestOfStamps(digests);
}

void FileContents::ForgetPhonyReaders(NodeId node) {
  phony_stamps_.clear();
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

void FileContents::BeginBuild() {
  if (s_.clock == nullptr) return;
  const int64_t now_ns = NowNs();
  std::vector<NodeId> young;
  for (uint32_t i = 0; i < files_.size(); ++i) {
    const File& file = files_[i];
    if (!file.stamp.exists() || file.version != kNoVersion ||
        IsSettled(file, now_ns)) {
      continue;
    }
    bool is_read = false;
    s_.overlay.ForEachConsumer(NodeId{i}, [&](EdgeId) { is_read = true; });
    if (is_read) young.push_back(NodeId{i});
  }
  HashAhead(young);
}

void FileContents::Confirm(std::span<const NodeId> nodes) {
  std::vector<NodeId> known;
  std::vector<NodeId> unknown;
  for (const NodeId node : nodes) {
    if ((At(node).bits & kStamped) == 0 && s_.log.HasContent(node)) {
      const Result<FileStat> stat =
          s_.disk.Stat(std::string(s_.overlay.PathOf(node)));
      if (stat.ok()) SetStat(node, stat.value());
    }
    (Recall(node) ? known : unknown).push_back(node);
  }
  HashAhead(unknown);
  const std::vector<FileStamp> stamps = StampAll(known);
  std::vector<NodeId> again;
  for (size_t i = 0; i < known.size(); ++i) {
    const File& file = At(known[i]);
    if (stamps[i] != file.stamp || (file.bits & kCertain) == 0) {
      again.push_back(known[i]);
    }
  }
  HashAgain(again);
}

void FileContents::LookAgain(std::span<const NodeId> nodes) {
  const std::vector<FileStamp> stamps = StampAll(nodes);
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (stamps[i] != At(nodes[i]).stamp) {
      moved_[Index(nodes[i])] = {.stamp = stamps[i]};
    }
  }
}

void FileContents::HashAgain(std::span<const NodeId> nodes) {
  if (nodes.empty()) return;
  const int64_t now_ns = NowNs();
  const std::vector<Hashed> hashed = HashAll(nodes);
  for (size_t i = 0; i < nodes.size(); ++i) {
    Compare(nodes[i], hashed[i], now_ns);
  }
}

void FileContents::Compare(NodeId node, const Hashed& hashed, int64_t now_ns) {
  File& file = At(node);
  ++files_hashed_;
  const bool exists = hashed.stat.exists();
  const FileStamp stamp = StampOf(hashed.stat);
  const VersionId now =
      exists ? s_.log.Intern(node, hashed.digest) : kNoVersion;
  const Moved* const earlier = FindMoved(node);
  if (earlier == nullptr && stamp == file.stamp && now == file.version &&
      hashed.is_stable) {
    if (!IsSettled(file, now_ns)) return;
    file.bits |= kCertain;
    if (s_.clock != nullptr) s_.log.See(node, file.stamp, file.version);
    return;
  }
  moved_[Index(node)] = {
      .stamp = stamp,
      .version = hashed.is_stable ? now : kNoVersion,
      .before = earlier == nullptr ? file.version : earlier->before};
  file.version = now;
  file.bits &= static_cast<uint8_t>(~kCertain);
  ForgetPhonyReaders(node);
}

const FileContents::Moved* FileContents::FindMoved(NodeId node) const {
  const auto found = moved_.find(Index(node));
  return found == moved_.end() ? nullptr : &found->second;
}

bool FileContents::IsOnlyLinked(const File& file, const Moved& moved) {
  FileStamp with_ctime = file.stamp;
  with_ctime.ctime_ns = moved.stamp.ctime_ns;
  if (with_ctime != moved.stamp) return false;
  if (made_inodes_.empty()) {
    for (const File& other : files_) {
      if ((other.bits & kMade) != 0) ++made_inodes_[other.stamp.inode];
    }
  }
  const auto links = made_inodes_.find(file.stamp.inode);
  const uint32_t own = (file.bits & kMade) != 0 ? 1 : 0;
  return links != made_inodes_.end() && links->second > own;
}

VersionId FileContents::ReadSince(const Moment& began, NodeId node) {
  const File file = Peek(node);
  const bool was_seen = file.since < began.event;
  const Moved* const moved = FindMoved(node);
  if (moved == nullptr) {
    // Nobody had looked at it before; but nobody can set back a ctime.
    const bool is_older =
        (file.bits & kMade) == 0 && file.stamp.ctime_ns <= began.now_ns;
    return was_seen || is_older ? file.version : kNoVersion;
  }
  if (moved->stamp.exists() &&
      moved->stamp.ctime_ns + GrainOf(file, moved->stamp.ctime_ns) <
          began.now_ns) {
    return moved->version;
  }
  const bool is_same = moved->before == moved->version;
  return was_seen && (is_same || IsOnlyLinked(file, *moved)) ? moved->version
                                                             : kNoVersion;
}

std::optional<uint32_t> FileContents::SameSince(NodeId node) const {
  const File file = Peek(node);
  if (file.version == kNoVersion || FindMoved(node) != nullptr) {
    return std::nullopt;
  }
  return file.since;
}

bool FileContents::IsLink(NodeId node) const {
  return s_.disk.IsLink(std::string(s_.overlay.PathOf(node)));
}

OutputAsLeft FileContents::AsLeft(NodeId node) {
  const File file = Peek(node);
  const Moved* const moved = FindMoved(node);
  const FileStamp& stamp = moved == nullptr ? file.stamp : moved->stamp;
  int64_t size = is_regular(node) ? stamp.size : OutputAsLeft::kNoFile;
  const bool is_no_link = moved == nullptr && (file.bits & kNoLink) != 0;
  if (!is_no_link && IsLink(node)) size = OutputAsLeft::kLink;
  return {.node = node,
          .version = moved == nullptr ? file.version : moved->version,
          .size = size,
          .mtime_ns = stamp.mtime_ns,
          .ctime_ns = stamp.ctime_ns,
          .inode = stamp.inode};
}

}  // namespace xb
