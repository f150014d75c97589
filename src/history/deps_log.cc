// SPDX-License-Identifier: Apache-2.0
#include "history/deps_log.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace xb {
namespace {

constexpr uint32_t kDepsRecord = 0x80000000;
constexpr size_t kMinRecompactionDeps = 1000;
constexpr size_t kDepsRecompactionRatio = 3;

// The file is in the byte order of the machine.
void Append32(uint32_t value, std::string* text) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  text->append(bytes, sizeof value);
}

std::string Header() {
  std::string header(kDepsSignature);
  Append32(DepsLog::kVersion, &header);
  return header;
}

size_t DepsRecordSize(size_t inputs) { return (3 + inputs) * 4; }
size_t PathRecordSize(size_t path) { return (path + 3) / 4 * 4 + 4; }

// The element of a column that grows on demand.
uint32_t& Slot(NodeId node, CowVector<uint32_t>* column) {
  std::vector<uint32_t>& values = column->Mutable();
  if (Index(node) >= values.size()) values.resize(Index(node) + 1, kNoIndex);
  return values[Index(node)];
}

uint32_t SlotOr(NodeId node, const CowVector<uint32_t>& column) {
  return Index(node) < column.size() ? column[Index(node)] : kNoIndex;
}

}  // namespace

DepsLog::DepsLog(Disk& disk, Overlay& overlay)
    : disk_(disk), overlay_(overlay), file_(disk) {}

void DepsLog::Clear() {
  records_ = 0;
  node_of_id_.clear();
  id_of_node_.clear();
  rows_.clear();
  row_of_node_.clear();
  inputs_.Clear();
}

Result<std::string> DepsLog::Load(std::string path) {
  XB_ASSIGN(Ahead ahead, ReadAhead(disk_, std::move(path)));
  return Load(std::move(ahead));
}

Result<DepsLog::Ahead> DepsLog::ReadAhead(Disk& disk, std::string path) {
  Ahead ahead{.file = LogFile(disk), .bytes = {}, .decoded = {}};
  XB_ASSIGN(std::optional<std::string> bytes, ahead.file.Read(std::move(path)));
  if (bytes) ahead.bytes = *std::move(bytes);
  if (DepsVersionOf(ahead.bytes) == kVersion) {
    ahead.decoded = DecodeDepsLog(ahead.bytes);
  }
  return Result<Ahead>(std::move(ahead));
}

Result<std::string> DepsLog::Load(Ahead ahead) {
  Clear();
  pending_.clear();
  file_ = std::move(ahead.file);
  if (ahead.bytes.empty()) return std::string();
  const uint32_t version = DepsVersionOf(ahead.bytes);
  if (version != kVersion) {
    XB_TRY(file_.Remove());
    return std::string(version == 1 ? "deps log version change; rebuilding"
                                    : "bad deps log signature or version; "
                                      "starting over");
  }
  Adopt(ahead);
  const size_t good = ahead.decoded.good_size;
  if (good == ahead.bytes.size()) return std::string();
  file_.KnowOnly(static_cast<int64_t>(good));
  if (file_.is_open()) {
    // Under the lock a record that was being written is complete.
    XB_ASSIGN(const LogFile::Session session, file_.Begin());
    XB_ASSIGN(const bool was_cut, CatchUp(session));
    if (!was_cut) return std::string();
  }
  return std::string("premature end of file; recovering");
}

void DepsLog::Adopt(const Ahead& ahead) {
  const std::string_view bytes = ahead.bytes;
  const std::span<const DecodedDepsLog::Path> paths = ahead.decoded.paths;
  std::vector<NodeId>& node_of_id = node_of_id_.Mutable();
  node_of_id.reserve(paths.size());
  overlay_.InternAll(
      paths.size(), [&](size_t i) { return paths[i].hash; },
      [&](size_t i) { return bytes.substr(paths[i].offset, paths[i].size); },
      [&](size_t, NodeId node) { node_of_id.push_back(node); });
  std::vector<uint32_t>& id_of_node = id_of_node_.Mutable();
  id_of_node.assign(overlay_.node_count(), kNoIndex);
  for (uint32_t id = 0; id < node_of_id.size(); ++id) {
    id_of_node[Index(node_of_id[id])] = id;
  }
  std::vector<NodeId> inputs;
  inputs.reserve(ahead.decoded.inputs);
  rows_.Mutable().reserve(ahead.decoded.rows.size());
  for (const DecodedDepsLog::Row& row : ahead.decoded.rows) {
    Set({.output = node_of_id[row.output],
         .inputs_size = row.inputs_size,
         .inputs_begin = inputs.size(),
         .mtime_ns = row.mtime_ns});
    const char* at = bytes.data() + row.inputs_offset;
    for (uint32_t i = 0; i < row.inputs_size; ++i, at += sizeof(uint32_t)) {
      inputs.push_back(node_of_id[ReadDepsWord(at)]);
    }
  }
  inputs_.Append(std::move(inputs));
  records_ = ahead.decoded.records;
}

std::optional<DepsLog::Saved> DepsLog::Save() {
  const std::optional<LogFile::Mark> mark = file_.MakeMark();
  if (!mark || !pending_.empty()) return std::nullopt;
  // As in BuildLog::Save().
  if (mark->inode == 0 && !node_of_id_.empty()) return std::nullopt;
  return Saved{.node_of_id = node_of_id_.view(),
               .id_of_node = id_of_node_.view(),
               .rows = rows_.view(),
               .row_of_node = row_of_node_.view(),
               .inputs = inputs_.lent(),
               .more_inputs = inputs_.own(),
               .mark = *mark,
               .records = records_};
}

Result<bool> DepsLog::Resume(std::string path, const Saved& saved) {
  Clear();
  pending_.clear();
  XB_ASSIGN(const std::optional<std::string> news,
            file_.Resume(std::move(path), saved.mark));
  if (!news) return false;
  node_of_id_ = CowVector<NodeId>(saved.node_of_id);
  id_of_node_ = CowVector<uint32_t>(saved.id_of_node);
  rows_ = CowVector<Row>(saved.rows);
  row_of_node_ = CowVector<uint32_t>(saved.row_of_node);
  inputs_ = AppendVector<NodeId>(saved.inputs);
  records_ = saved.records;
  return ParseRecords(*news) == news->size();
}

size_t DepsLog::ParseRecords(std::string_view bytes) {
  size_t begin = 0;
  for (;;) {
    DepsRecord record;
    const size_t size = ParseDepsRecord(bytes.substr(begin), &record);
    if (size == 0) return begin;
    if (!(record.is_path ? AddPath(record) : AddDeps(record))) return begin;
    begin += size;
  }
}

bool DepsLog::AddPath(const DepsRecord& record) {
  const uint32_t id = static_cast<uint32_t>(node_of_id_.size());
  if (record.id != id) return false;
  const NodeId node = overlay_.Intern(record.path);
  uint32_t& slot = Slot(node, &id_of_node_);
  // A path has one number, or two writers did not see each other.
  if (slot != kNoIndex) return false;
  slot = id;
  node_of_id_.Mutable().push_back(node);
  return true;
}

bool DepsLog::AddDeps(const DepsRecord& record) {
  if (record.output >= node_of_id_.size()) return false;
  const size_t inputs_begin = inputs_.size();
  for (size_t i = 0; i < record.input_count(); ++i) {
    const uint32_t id = record.input(i);
    if (id >= node_of_id_.size()) {
      inputs_.Shrink(inputs_begin);
      return false;
    }
    inputs_.Append(node_of_id_[id]);
  }
  ++records_;
  Set({.output = node_of_id_[record.output],
       .inputs_size = static_cast<uint32_t>(inputs_.size() - inputs_begin),
       .inputs_begin = inputs_begin,
       .mtime_ns = record.mtime_ns});
  return true;
}

void DepsLog::Set(const Row& row) {
  uint32_t& slot = Slot(row.output, &row_of_node_);
  if (slot == kNoIndex) {
    slot = static_cast<uint32_t>(rows_.size());
    rows_.Mutable().push_back(row);
  } else {
    rows_.Mutable()[slot] = row;
  }
}

std::optional<DepsLog::Deps> DepsLog::Find(NodeId output) const {
  const uint32_t row = SlotOr(output, row_of_node_);
  if (row == kNoIndex) return std::nullopt;
  return DepsOf(rows_[row]);
}

bool DepsLog::IsRecorded(NodeId output, int64_t mtime_ns,
                         std::span<const NodeId> inputs) const {
  const std::optional<Deps> deps = Find(output);
  return deps && deps->mtime_ns == mtime_ns &&
         std::equal(deps->inputs.begin(), deps->inputs.end(), inputs.begin(),
                    inputs.end());
}

Status DepsLog::Record(NodeId output, int64_t mtime_ns,
                       std::span<const NodeId> inputs) {
  if (IsRecorded(output, mtime_ns, inputs)) return Ok();
  if (DepsRecordSize(inputs.size()) > kMaxRecordSize) {
    return MakeError("Too many inputs discovered for `" +
                     std::string(overlay_.PathOf(output)) +
                     "`: " + std::to_string(inputs.size()) +
                     ", the deps log has room for " +
                     std::to_string(kMaxRecordSize / 4 - 3));
  }
  const auto is_too_long = [this](NodeId node) {
    return PathRecordSize(overlay_.PathOf(node).size()) > kMaxRecordSize;
  };
  if (is_too_long(output) ||
      std::any_of(inputs.begin(), inputs.end(), is_too_long)) {
    return MakeError("A path in the deps of `" +
                     std::string(overlay_.PathOf(output).substr(0, 200)) +
                     "` is too long for the deps log");
  }
  const Row row{.output = output,
                .inputs_size = static_cast<uint32_t>(inputs.size()),
                .inputs_begin = inputs_.size(),
                .mtime_ns = mtime_ns};
  inputs_.Append(inputs);
  Set(row);
  pending_.push_back(row);
  return Ok();
}

Result<bool> DepsLog::CatchUp(const LogFile::Session& session) {
  XB_ASSIGN(const std::string news, file_.ReadNews(session));
  if (session.replaced) {
    std::vector<NodeId> kept;
    for (Row& row : pending_) {
      const std::span<const NodeId> inputs = DepsOf(row).inputs;
      row.inputs_begin = kept.size();
      kept.insert(kept.end(), inputs.begin(), inputs.end());
    }
    Clear();
    inputs_.Append(kept);
  }
  size_t good = 0;
  if (session.news_begin > 0) {
    good = ParseRecords(news);
  } else if (DepsVersionOf(news) == kVersion) {
    good = kDepsHeaderSize +
           ParseRecords(std::string_view(news).substr(kDepsHeaderSize));
  }
  for (const Row& row : pending_) Set(row);
  if (good == news.size()) return false;
  XB_TRY(file_.Truncate(session.news_begin + static_cast<int64_t>(good)));
  return true;
}

uint32_t DepsLog::IdOf(NodeId node, std::string* text) {
  uint32_t& slot = Slot(node, &id_of_node_);
  if (slot != kNoIndex) return slot;
  slot = static_cast<uint32_t>(node_of_id_.size());
  node_of_id_.Mutable().push_back(node);
  const std::string_view path = overlay_.PathOf(node);
  const size_t size = PathRecordSize(path.size());
  Append32(static_cast<uint32_t>(size), text);
  text->append(path);
  text->append(size - 4 - path.size(), '\0');
  Append32(~slot, text);
  return slot;
}

void DepsLog::AppendRow(const Row& row, std::string* text) {
  // Path records come before the record that uses their numbers.
  const uint32_t output = IdOf(row.output, text);
  const std::span<const NodeId> inputs = DepsOf(row).inputs;
  for (const NodeId input : inputs) IdOf(input, text);
  Append32(kDepsRecord | static_cast<uint32_t>(DepsRecordSize(inputs.size())),
           text);
  Append32(output, text);
  const uint64_t mtime = static_cast<uint64_t>(row.mtime_ns);
  Append32(static_cast<uint32_t>(mtime), text);
  Append32(static_cast<uint32_t>(mtime >> 32), text);
  for (const NodeId input : inputs) Append32(id_of_node_[Index(input)], text);
}

void DepsLog::ForgetIdsFrom(size_t first) {
  for (size_t id = first; id < node_of_id_.size(); ++id) {
    id_of_node_.Mutable()[Index(node_of_id_[id])] = kNoIndex;
  }
  node_of_id_.Mutable().resize(first);
}

Status DepsLog::Flush() {
  if (pending_.empty()) return Ok();
  if (!file_.has_path()) {
    pending_.clear();
    return Ok();
  }
  XB_ASSIGN(const LogFile::Session session, file_.Begin());
  XB_ASSIGN([[maybe_unused]] const bool was_cut, CatchUp(session));
  const size_t known_ids = node_of_id_.size();
  std::string text;
  if (file_.known_size() == 0) text = Header();
  for (const Row& row : pending_) AppendRow(row, &text);
  Status status = file_.Append(text);
  if (!status.ok()) {
    ForgetIdsFrom(known_ids);
    return status;
  }
  records_ += pending_.size();
  pending_.clear();
  return Ok();
}

bool DepsLog::needs_recompaction() const {
  return records_ > kMinRecompactionDeps &&
         records_ > rows_.size() * kDepsRecompactionRatio;
}

bool DepsLog::IsLive(NodeId output) const {
  const EdgeId producer = overlay_.ProducerOf(output);
  if (producer == kNoEdge) return false;
  switch (overlay_.graph().edge(producer).deps) {
    case DepsKind::kNone:
    case DepsKind::kDepfile:
      return false;
    case DepsKind::kGcc:
    case DepsKind::kMsvc:
    case DepsKind::kUnknown:
      return true;
  }
  return false;
}

bool DepsLog::IsOfOthers(NodeId output) {
  if (!keeps_others_ || overlay_.ProducerOf(output) != kNoEdge) return false;
  const auto mtime = disk_.StatMtime(std::string(overlay_.PathOf(output)));
  return !mtime.ok() || mtime.value() != 0;
}

Status DepsLog::Recompact() {
  if (!file_.has_path()) return Ok();
  XB_ASSIGN(const bool exists, file_.Exists());
  if (!exists) return Ok();
  XB_ASSIGN(const LogFile::Session session, file_.Begin());
  XB_ASSIGN([[maybe_unused]] const bool was_cut, CatchUp(session));
  const std::vector<Row> rows = std::move(rows_.Mutable());
  rows_.clear();
  row_of_node_.clear();
  for (const Row& row : rows) {
    if (IsLive(row.output) || IsOfOthers(row.output)) Set(row);
  }
  // The numbers are given anew; should the write fail, the file is read again
  // before anything is appended.
  ForgetIdsFrom(0);
  std::string text = Header();
  for (const Row& row : rows_) AppendRow(row, &text);
  XB_TRY(file_.Replace(text));
  records_ = rows_.size();
  pending_.clear();
  return Ok();
}

}  // namespace xb
