// SPDX-License-Identifier: Apache-2.0
#include "history/content_log.h"

#include <algorithm>
#include <utility>

#include "history/content_batch.h"
#include "history/frames.h"

namespace xb {
namespace {

// Of one frame; a run with more of them is not kept.
constexpr size_t kFrameInputs = 1 << 20;
constexpr size_t kMaxInputs = 8 << 20;
// Contents of one node that are looked through; an older one counts as new.
constexpr size_t kMaxChain = 4096;
// Below this many bytes an edge, or in all, compacting cannot be worth it.
constexpr int64_t kSmallRun = 1 << 10;
constexpr int64_t kSmallContents = 1 << 20;

template <typename T>
void AppendAll(const std::vector<T>& values, std::string* text) {
  text->append(reinterpret_cast<const char*>(values.data()),
               values.size() * sizeof(T));
}

// The upper half of DigestOfStamp(): this, then what a copy keeps.
constexpr uint64_t kStampMark = 0x9d3f61b200000000;

std::string MakeContentHeader(int64_t compacted_size) {
  FramesHeader header = kContentFileHeader;
  header.compacted_size = compacted_size;
  std::string bytes;
  AppendStruct(header, &bytes);
  return bytes;
}

std::string_view BytesOf(std::span<const uint64_t> numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes()};
}

}  // namespace

Hash128 DigestOfStamp(const FileStamp& stamp) {
  const auto size = static_cast<uint64_t>(stamp.size);
  const auto mtime = static_cast<uint64_t>(stamp.mtime_ns);
  const auto ctime = static_cast<uint64_t>(stamp.ctime_ns);
  const uint64_t all[] = {mtime, size, ctime, stamp.inode};
  const uint64_t kept = Xxh3(BytesOf(std::span(all).first(2)));
  return {.low = Xxh3(BytesOf(all)), .high = kStampMark | kept >> 32};
}

Hash128 DigestOfStamps(std::span<const Hash128> digests) {
  std::vector<uint64_t> all;
  std::vector<uint64_t> kept;
  for (const Hash128& digest : digests) {
    all.insert(all.end(), {digest.low, digest.high});
    kept.push_back(digest.high);
  }
  return {.low = Xxh3(BytesOf(all)),
          .high = kStampMark | Xxh3(BytesOf(kept)) >> 32};
}

bool IsOfStamp(const Hash128& digest) {
  return digest.high >> 32 == kStampMark >> 32;
}

bool MayBeOfCopies(const Hash128& a, const Hash128& b) {
  return IsOfStamp(a) && a.high == b.high;
}

std::optional<LogEntry> EntryOf(const BuildLog& log, const Overlay& overlay,
                                EdgeId edge) {
  std::optional<LogEntry> first;
  bool all_known = true;
  bool all_same = true;
  overlay.ForEachOutput(edge, [&](NodeId output) {
    const LogEntry* entry = log.Find(output);
    all_known &= entry != nullptr && *entry != LogEntry{};
    if (!all_known) return;
    if (!first) first = *entry;
    all_same &= *entry == *first;
  });
  if (!all_known || all_same) return all_known ? first : std::nullopt;
  // A tool has changed some of them.
  uint64_t hash = 0;
  overlay.ForEachOutput(edge, [&](NodeId output) {
    const LogEntry entry = *log.Find(output);
    const uint64_t parts[] = {hash, static_cast<uint64_t>(entry.mtime_ns),
                              static_cast<uint32_t>(entry.start_ms),
                              static_cast<uint32_t>(entry.end_ms),
                              entry.command_hash};
    hash = Xxh3(BytesOf(parts));
  });
  first->command_hash = hash;
  return first;
}

// Gathers facts for one frame, with the paths and versions that they name.
class ContentLog::FrameWriter {
 public:
  explicit FrameWriter(const ContentLog& log) : log_(log) {}

  void Add(const SeenRow& row) {
    seen_.push_back({row.stamp, NumberOf(row.version), 0});
  }
  void Add(const RunRow& row) {
    for (const OutputAsLeft& output :
         log_.outputs_.Slice(row.outputs_begin, row.outputs_size)) {
      const bool has_version = output.version != kNoVersion;
      outputs_.push_back({output.size, output.mtime_ns, output.ctime_ns,
                          output.inode, NumberOf(output.node),
                          has_version ? NumberOf(output.version) : kNoIndex});
    }
    for (const VersionId input :
         log_.inputs_.Slice(row.inputs_begin, row.inputs_size)) {
      inputs_.push_back(NumberOf(input));
    }
    runs_.push_back({row.entry, row.environment, NumberOf(row.output),
                     row.outputs_size, row.inputs_size, row.place});
  }
  bool is_full() const {
    return inputs_.size() + outputs_.size() + seen_.size() > kFrameInputs;
  }
  // Begins the next frame.
  void Finish(std::string* text) {
    if (seen_.empty() && runs_.empty()) return;
    const auto size = [](const auto& values) {
      return static_cast<uint32_t>(values.size());
    };
    const size_t begin = BeginFrame(text);
    AppendStruct(BatchHeader{size(versions_), size(seen_), size(runs_),
                             size(outputs_), size(inputs_), size(paths_)},
                 text);
    AppendAll(versions_, text);
    AppendAll(seen_, text);
    AppendAll(runs_, text);
    AppendAll(outputs_, text);
    AppendAll(inputs_, text);
    for (const NodeId node : paths_) {
      AppendStruct(size(log_.overlay_.PathOf(node)), text);
    }
    for (const NodeId node : paths_) {
      text->append(log_.overlay_.PathOf(node));
      number_of_node_[Index(node)] = kNoIndex;
    }
    EndFrame(begin, text);
    for (const VersionId version : own_versions_) {
      number_of_version_[Index(version)] = kNoIndex;
    }
    paths_.clear();
    own_versions_.clear();
    versions_.clear();
    seen_.clear();
    runs_.clear();
    outputs_.clear();
    inputs_.clear();
  }

 private:
  uint32_t NumberOf(NodeId node) {
    uint32_t& number = At(Index(node), &number_of_node_);
    if (number == kNoIndex) {
      number = static_cast<uint32_t>(paths_.size());
      paths_.push_back(node);
    }
    return number;
  }
  uint32_t NumberOf(VersionId id) {
    if (At(Index(id), &number_of_version_) == kNoIndex) {
      const Version& version = log_.version(id);
      const uint32_t path = NumberOf(version.node);
      number_of_version_[Index(id)] = static_cast<uint32_t>(versions_.size());
      versions_.push_back({version.digest, path, 0});
      own_versions_.push_back(id);
    }
    return number_of_version_[Index(id)];
  }
  static uint32_t& At(uint32_t index, std::vector<uint32_t>* numbers) {
    if (index >= numbers->size()) numbers->resize(index * 5 / 4 + 1, kNoIndex);
    return (*numbers)[index];
  }

  const ContentLog& log_;
  std::vector<NodeId> paths_;
  std::vector<VersionId> own_versions_;
  std::vector<BatchVersion> versions_;
  std::vector<BatchSeen> seen_;
  std::vector<BatchRun> runs_;
  std::vector<BatchOutput> outputs_;
  std::vector<uint32_t> inputs_;
  std::vector<uint32_t> number_of_node_;
  std::vector<uint32_t> number_of_version_;
};

class ContentLog::FrameReader {
 public:
  explicit FrameReader(ContentLog& log) : log_(log) {}

  void Read(std::string_view payload) {
    ContentBatch batch;
    if (!batch.Parse(payload)) return;
    std::vector<NodeId> nodes(batch.paths().size());
    for (size_t i = 0; i < nodes.size(); ++i) {
      nodes[i] = log_.overlay_.Intern(batch.paths()[i]);
    }
    std::vector<VersionId> versions(batch.versions().size());
    for (size_t i = 0; i < versions.size(); ++i) {
      const BatchVersion row = batch.versions()[i];
      versions[i] = log_.Intern(nodes[row.path], row.digest);
    }
    for (size_t i = 0; i < batch.seen().size(); ++i) {
      const BatchSeen row = batch.seen()[i];
      const NodeId node = nodes[batch.versions()[row.version].path];
      log_.SetSeen({row.stamp, node, versions[row.version]});
    }
    size_t output = 0;
    size_t input = 0;
    for (size_t i = 0; i < batch.runs().size(); ++i) {
      const BatchRun row = batch.runs()[i];
      RunRow run{.entry = row.entry,
                 .environment = row.environment,
                 .outputs_begin = log_.outputs_.size(),
                 .inputs_begin = log_.inputs_.size(),
                 .outputs_size = row.outputs,
                 .inputs_size = row.inputs,
                 .output = nodes[row.path],
                 .place = row.place};
      for (const size_t end = output + row.outputs; output < end; ++output) {
        const BatchOutput left = batch.outputs()[output];
        log_.outputs_.Append(OutputAsLeft{
            nodes[left.path],
            left.version == kNoIndex ? kNoVersion : versions[left.version],
            left.size, left.mtime_ns, left.ctime_ns, left.inode});
      }
      for (const size_t end = input + row.inputs; input < end; ++input) {
        log_.inputs_.Append(versions[batch.inputs()[input]]);
      }
      log_.SetRun(run);
    }
    log_.facts_ += batch.seen().size() + batch.runs().size();
  }

 private:
  ContentLog& log_;
};

ContentLog::ContentLog(Disk& disk, Overlay& overlay)
    : disk_(disk), overlay_(overlay), file_(disk) {}

void ContentLog::Clear() {
  facts_ = 0;
  may_have_long_paths_ = false;
  compacted_size_ = 0;
  versions_.clear();
  nodes_.clear();
  seen_.clear();
  runs_.clear();
  outputs_.Clear();
  inputs_.Clear();
  pending_seen_.clear();
  pending_runs_.clear();
}

// The directory of the file: a compaction gives the file itself another inode.
void ContentLog::FindPlace(const std::string& path) {
  const size_t slash = path.rfind('/');
  const auto directory =
      disk_.Stat(slash == std::string::npos ? "." : path.substr(0, slash + 1));
  const uint64_t inode = directory.ok() ? directory.value().inode : 0;
  place_ = static_cast<uint32_t>(inode ^ inode >> 32);
}

Status ContentLog::Load(std::string path) {
  Clear();
  FindPlace(path);
  XB_ASSIGN(const std::optional<std::string> bytes,
            file_.Read(std::move(path)));
  // What is half written is looked at again before anything is appended.
  if (bytes) file_.KnowOnly(static_cast<int64_t>(ParseFile(*bytes)));
  return Ok();
}

std::optional<ContentLog::Saved> ContentLog::Save() {
  const std::optional<LogFile::Mark> mark = file_.MakeMark();
  if (!mark || has_pending()) return std::nullopt;
  if (mark->inode == 0 && !nodes_.empty()) return std::nullopt;
  return Saved{.versions = versions_.view(),
               .nodes = nodes_.view(),
               .seen = seen_.view(),
               .runs = runs_.view(),
               .outputs = outputs_.lent(),
               .more_outputs = outputs_.own(),
               .inputs = inputs_.lent(),
               .more_inputs = inputs_.own(),
               .mark = *mark,
               .compacted_size = compacted_size_};
}

Result<bool> ContentLog::Resume(std::string path, const Saved& saved) {
  Clear();
  FindPlace(path);
  XB_ASSIGN(const std::optional<std::string> news,
            file_.Resume(std::move(path), saved.mark));
  // What was appended to an empty file begins with a header.
  if (!news || (saved.mark.size == 0 && !news->empty())) return false;
  may_have_long_paths_ = true;
  versions_ = CowVector<Version>(saved.versions);
  nodes_ = CowVector<NodeRow>(saved.nodes);
  seen_ = CowVector<SeenRow>(saved.seen);
  runs_ = CowVector<RunRow>(saved.runs);
  outputs_ = AppendVector<OutputAsLeft>(saved.outputs);
  inputs_ = AppendVector<VersionId>(saved.inputs);
  compacted_size_ = saved.compacted_size;
  if (news->empty()) return true;
  file_.KnowOnly(saved.mark.size + static_cast<int64_t>(ParseFrames(*news, 0)));
  return true;
}

size_t ContentLog::ParseFile(std::string_view bytes) {
  const auto header = ParseFramesHeader(bytes, kContentFileHeader);
  if (!header) return 0;
  compacted_size_ = header->compacted_size;
  return ParseFrames(bytes, sizeof(FramesHeader));
}

size_t ContentLog::ParseFrames(std::string_view bytes, size_t begin) {
  size_t at = begin;
  while (const auto frame = FindFrame(bytes, at, kMaxContentPayload)) {
    FrameReader(*this).Read(frame->payload);
    at = frame->end;
  }
  return at;
}

std::optional<ContentLog::Run> ContentLog::Find(NodeId first_output) const {
  const uint32_t row = RowOf(first_output).run;
  if (row == kNoIndex) return std::nullopt;
  const RunRow& run = runs_[row];
  return Run{.entry = run.entry,
             .environment = run.environment,
             .outputs = outputs_.Slice(run.outputs_begin, run.outputs_size),
             .inputs = inputs_.Slice(run.inputs_begin, run.inputs_size),
             .place = run.place};
}

bool ContentLog::HasContent(NodeId node) const {
  size_t left = kMaxChain;
  for (uint32_t i = RowOf(node).newest_version; i != kNoIndex && left > 0;
       i = versions_[i].previous, --left) {
    if (IsOfContent(versions_[i].digest)) return true;
  }
  return false;
}

const ContentLog::SeenRow* ContentLog::FindSeen(NodeId node) const {
  const uint32_t row = RowOf(node).seen;
  return row == kNoIndex ? nullptr : &seen_[row];
}

VersionId ContentLog::FindStamp(NodeId node, const FileStamp& stamp) const {
  std::optional<Hash128> wanted;
  size_t left = kMaxChain;
  for (uint32_t i = RowOf(node).newest_version; i != kNoIndex && left > 0;
       i = versions_[i].previous, --left) {
    if (!IsOfStamp(versions_[i].digest)) continue;
    if (!wanted) wanted = DigestOfStamp(stamp);
    if (versions_[i].digest == *wanted) return VersionId{i};
  }
  return kNoVersion;
}

ContentLog::NodeRow& ContentLog::MutableRowOf(NodeId node) {
  std::vector<NodeRow>& nodes = nodes_.Mutable();
  if (Index(node) >= nodes.size()) nodes.resize(Index(node) + 1);
  return nodes[Index(node)];
}

VersionId ContentLog::Intern(NodeId node, const Hash128& digest) {
  size_t left = kMaxChain;
  for (uint32_t i = RowOf(node).newest_version; i != kNoIndex && left > 0;
       i = versions_[i].previous, --left) {
    if (versions_[i].digest == digest) return VersionId{i};
  }
  std::vector<Version>& versions = versions_.Mutable();
  NodeRow& row = MutableRowOf(node);
  versions.push_back({digest, node, row.newest_version});
  may_have_long_paths_ |= overlay_.PathOf(node).size() > kMaxContentPath;
  row.newest_version = static_cast<uint32_t>(versions.size() - 1);
  return VersionId{row.newest_version};
}

void ContentLog::SetSeen(const SeenRow& row) {
  std::vector<SeenRow>& seen = seen_.Mutable();
  uint32_t& at = MutableRowOf(row.node).seen;
  if (at == kNoIndex) {
    at = static_cast<uint32_t>(seen.size());
    seen.push_back(row);
  } else {
    seen[at] = row;
  }
}

void ContentLog::SetRun(const RunRow& row) {
  std::vector<RunRow>& runs = runs_.Mutable();
  uint32_t& at = MutableRowOf(row.output).run;
  if (at == kNoIndex) {
    at = static_cast<uint32_t>(runs.size());
    runs.push_back(row);
  } else {
    runs[at] = row;
  }
}

void ContentLog::See(NodeId node, const FileStamp& stamp, VersionId version) {
  const SeenRow row{stamp, node, version};
  SetSeen(row);
  ++facts_;
  if (overlay_.PathOf(node).size() <= kMaxContentPath)
    pending_seen_.push_back(row);
}

void ContentLog::Record(NodeId first_output, const Run& run) {
  if (run.inputs.size() + run.outputs.size() > kMaxInputs) return;
  const auto too_long = [&](NodeId node) {
    return overlay_.PathOf(node).size() > kMaxContentPath;
  };
  for (const OutputAsLeft& output : run.outputs) {
    if (too_long(output.node)) return;
  }
  if (may_have_long_paths_) {
    for (const VersionId input : run.inputs) {
      if (too_long(version(input).node)) return;
    }
  }
  RunRow row{.entry = run.entry,
             .environment = run.environment,
             .outputs_begin = outputs_.size(),
             .inputs_begin = inputs_.size(),
             .outputs_size = static_cast<uint32_t>(run.outputs.size()),
             .inputs_size = static_cast<uint32_t>(run.inputs.size()),
             .output = first_output,
             .place = run.place};
  outputs_.Append(run.outputs);
  inputs_.Append(run.inputs);
  SetRun(row);
  ++facts_;
  pending_runs_.push_back(row);
}

Status ContentLog::CatchUp(const LogFile::Session& session) {
  XB_ASSIGN(const std::string news, file_.ReadNews(session));
  // Facts stay true whatever has become of the file.
  const size_t good =
      session.news_begin == 0 ? ParseFile(news) : ParseFrames(news, 0);
  for (const SeenRow& row : pending_seen_) SetSeen(row);
  for (const RunRow& row : pending_runs_) SetRun(row);
  // What is left is of a writer that was killed: writers hold the lock.  Or it
  // is another file, and is started over.
  if (good == news.size()) return Ok();
  return file_.Truncate(session.news_begin + static_cast<int64_t>(good));
}

std::string ContentLog::WriteFrames(std::span<const SeenRow> seen,
                                    std::span<const RunRow> runs) const {
  std::string text;
  FrameWriter writer(*this);
  for (const SeenRow& row : seen) {
    writer.Add(row);
    if (writer.is_full()) writer.Finish(&text);
  }
  for (const RunRow& row : runs) {
    writer.Add(row);
    if (writer.is_full()) writer.Finish(&text);
  }
  writer.Finish(&text);
  return text;
}

Status ContentLog::Flush() {
  if (!has_pending()) return Ok();
  if (file_.has_path()) {
    XB_ASSIGN(const LogFile::Session session, file_.Begin());
    XB_TRY(CatchUp(session));
    std::string text = WriteFrames(pending_seen_, pending_runs_);
    if (file_.known_size() == 0) text.insert(0, MakeContentHeader(0));
    XB_TRY(file_.Append(text));
  }
  pending_seen_.clear();
  pending_runs_.clear();
  return Ok();
}

bool ContentLog::needs_compaction(size_t edge_count) const {
  const int64_t expected =
      std::max({compacted_size_, static_cast<int64_t>(edge_count) * kSmallRun,
                kSmallContents});
  return file_.known_size() > 2 * expected;
}

bool ContentLog::IsLive(const RunRow& row, const BuildLog& log) const {
  const EdgeId edge = overlay_.ProducerOf(row.output);
  if (edge == kNoEdge ? !keeps_others_
                      : overlay_.graph().Outputs(edge)[0] != row.output) {
    return false;
  }
  if (edge != kNoEdge) return EntryOf(log, overlay_, edge) == row.entry;
  const LogEntry* entry = log.Find(row.output);
  return entry != nullptr && *entry == row.entry;
}

Status ContentLog::Compact(const BuildLog& log) {
  if (!file_.has_path()) return Ok();
  XB_ASSIGN(const bool exists, file_.Exists());
  if (!exists) return Ok();
  XB_ASSIGN(const LogFile::Session session, file_.Begin());
  XB_TRY(CatchUp(session));
  std::vector<RunRow> runs;
  std::vector<bool> is_named(versions_.size());
  for (const RunRow& row : runs_) {
    if (!IsLive(row, log)) continue;
    runs.push_back(row);
    for (const OutputAsLeft& left :
         outputs_.Slice(row.outputs_begin, row.outputs_size)) {
      if (left.version != kNoVersion) is_named[Index(left.version)] = true;
    }
    for (const VersionId input :
         inputs_.Slice(row.inputs_begin, row.inputs_size)) {
      is_named[Index(input)] = true;
    }
  }
  std::vector<SeenRow> seen;
  for (const SeenRow& row : seen_) {
    if (is_named[Index(row.version)]) seen.push_back(row);
  }
  std::string text = WriteFrames(seen, runs);
  const auto size = static_cast<int64_t>(sizeof(FramesHeader) + text.size());
  text.insert(0, MakeContentHeader(size));
  XB_TRY(file_.Replace(text));
  compacted_size_ = size;
  pending_seen_.clear();
  pending_runs_.clear();
  return Ok();
}

}  // namespace xb
