// SPDX-License-Identifier: Apache-2.0
#include "cache/action_record.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "cache/codec.h"

namespace xb {
namespace {

constexpr std::string_view kActionMagic = "xb action\n";
constexpr uint64_t kActionVersion = 2;
constexpr size_t kDigestSize = 33;  // encoded, at least

bool IsUsable(std::string_view path) {
  return !path.empty() && path.find('\0') == std::string_view::npos;
}

}  // namespace

bool IsSameContent(const Digest& a, const Digest& b) {
  return a.size == b.size &&
         std::equal(a.hash.begin(), a.hash.end() - sizeof(uint64_t),
                    b.hash.begin());
}

// By path and digest, for as long as a record is being changed.
class ActionRecord::Index {
 public:
  explicit Index(ActionRecord* record) : record_(record) {
    for (uint32_t i = 0; i < record_->paths_.size(); ++i) {
      paths_.emplace(record_->paths_[i], i);
    }
    for (uint32_t i = 0; i < record_->files_.size(); ++i) {
      files_.emplace(Key(record_->files_[i]), i);
    }
  }

  uint32_t FileOf(const Dependency& dependency) {
    const File file{PathOf(dependency.path), dependency.digest};
    auto [entry, is_new] = files_.try_emplace(
        Key(file), static_cast<uint32_t>(record_->files_.size()));
    if (is_new) record_->files_.push_back(file);
    return entry->second;
  }

 private:
  uint32_t PathOf(const std::string& path) {
    const auto known = paths_.find(path);
    if (known != paths_.end()) return known->second;
    const auto index = static_cast<uint32_t>(record_->paths_.size());
    record_->paths_.push_back(record_->texts_.emplace_back(path));
    paths_.emplace(record_->paths_.back(), index);
    return index;
  }

  static std::string Key(const File& file) {
    ByteWriter writer;
    writer.Fixed32(file.path);
    writer.AddDigest(file.digest);
    return writer.Take();
  }

  ActionRecord* record_;
  std::unordered_map<std::string_view, uint32_t> paths_;
  std::unordered_map<std::string, uint32_t> files_;
};

std::vector<Dependency> ActionRecord::Dependencies(size_t set) const {
  std::vector<Dependency> dependencies;
  dependencies.reserve(sets_[set].files.size());
  for (const uint32_t i : sets_[set].files) {
    dependencies.push_back(
        {std::string(paths_[files_[i].path]), files_[i].digest});
  }
  return dependencies;
}

void ActionRecord::AddFirst(std::span<const Dependency> dependencies,
                            const Digest& result, int64_t stored_s) {
  Index index(this);
  Set set{.files = {}, .result = result, .stored_s = stored_s};
  set.files.reserve(dependencies.size());
  for (const Dependency& dependency : dependencies) {
    set.files.push_back(index.FileOf(dependency));
  }
  std::erase_if(sets_,
                [&](const Set& older) { return older.files == set.files; });
  sets_.insert(sets_.begin(), std::move(set));
  Prune();
}

void ActionRecord::AddOlder(const ActionRecord& older) {
  Index index(this);
  for (size_t i = 0; i < older.sets_.size() && sets_.size() < kMaxSets; ++i) {
    Set set{
        .files = {}, .result = older.result(i), .stored_s = older.stored_s(i)};
    for (const Dependency& dependency : older.Dependencies(i)) {
      set.files.push_back(index.FileOf(dependency));
    }
    const bool is_known =
        std::any_of(sets_.begin(), sets_.end(),
                    [&](const Set& own) { return own.files == set.files; });
    if (!is_known) sets_.push_back(std::move(set));
  }
  Prune();
}

void ActionRecord::KeepOnly(const Digest& result) {
  std::erase_if(sets_, [&](const Set& set) { return set.result != result; });
  Prune();
}

void ActionRecord::Prune() {
  const auto files_in_all = [this] {
    size_t count = 0;
    for (const Set& set : sets_) count += set.files.size();
    return count;
  };
  while (sets_.size() > kMaxSets ||
         (sets_.size() > 1 && files_in_all() > kMaxFiles)) {
    sets_.pop_back();
  }
  constexpr uint32_t kUnused = UINT32_MAX;
  std::vector<uint32_t> new_files(files_.size(), kUnused);
  std::vector<uint32_t> new_paths(paths_.size(), kUnused);
  std::vector<File> files;
  std::vector<std::string_view> paths;
  for (Set& set : sets_) {
    for (uint32_t& i : set.files) {
      if (new_files[i] == kUnused) {
        File file = files_[i];
        uint32_t& path = new_paths[file.path];
        if (path == kUnused) {
          path = static_cast<uint32_t>(paths.size());
          paths.push_back(paths_[file.path]);
        }
        file.path = path;
        new_files[i] = static_cast<uint32_t>(files.size());
        files.push_back(file);
      }
      i = new_files[i];
    }
  }
  files_ = std::move(files);
  paths_ = std::move(paths);
}

ActionRecord::Match ActionRecord::Find(DigestOfPath digest_of) const {
  enum class State : uint8_t { kUnknown, kSame, kOther };
  std::vector<State> states(files_.size(), State::kUnknown);
  struct Answer {
    bool is_known = false;
    std::optional<Digest> digest;
  };
  std::vector<Answer> answers(paths_.size());
  const auto is_same = [&](uint32_t i) {
    const File& file = files_[i];
    if (states[i] == State::kUnknown) {
      Answer& answer = answers[file.path];
      if (!answer.is_known) {
        answer = {.is_known = true, .digest = digest_of(paths_[file.path])};
      }
      states[i] = answer.digest == file.digest ? State::kSame : State::kOther;
    }
    return states[i] == State::kSame;
  };
  Match match;
  for (size_t i = 0; i < sets_.size(); ++i) {
    const std::vector<uint32_t>& files = sets_[i].files;
    const auto other = std::find_if_not(files.begin(), files.end(), is_same);
    if (other == files.end()) {
      match.sets.push_back(i);
    } else if (i == 0) {
      const File& file = files_[*other];
      match.difference = paths_[file.path];
      const std::optional<Digest>& now = answers[file.path].digest;
      match.is_same_content = now && IsSameContent(*now, file.digest);
    }
  }
  if (!match.sets.empty()) match.difference.clear();
  return match;
}

std::string ActionRecord::Encode() const {
  ByteWriter writer;
  writer.Raw(kActionMagic);
  writer.Varint(kActionVersion);
  writer.AddDigest(key_);
  writer.Text(rule_);
  writer.Varint(parts_.size());
  for (const KeyPart& part : parts_) {
    writer.Text(part.name);
    writer.Fixed64(part.hash);
    writer.Text(part.text);
  }
  writer.Varint(paths_.size());
  for (const std::string_view path : paths_) writer.Text(path);
  writer.Varint(files_.size());
  for (const File& file : files_) {
    writer.Varint(file.path);
    writer.AddDigest(file.digest);
  }
  writer.Varint(sets_.size());
  for (const Set& set : sets_) {
    writer.Varint(static_cast<uint64_t>(set.stored_s));
    writer.AddDigest(set.result);
    writer.Varint(set.files.size());
    for (const uint32_t i : set.files) writer.Varint(i);
  }
  return writer.Take();
}

std::optional<ActionRecord> ActionRecord::Decode(std::string_view bytes) {
  ActionRecord record;
  ByteReader reader(record.texts_.emplace_back(bytes));
  if (reader.Raw(kActionMagic.size()) != kActionMagic ||
      reader.Varint() != kActionVersion) {
    return std::nullopt;
  }
  record.key_ = reader.ReadDigest();
  record.rule_ = reader.Text(kMaxText);
  record.parts_.resize(reader.Count(kMaxParts, 10));
  for (KeyPart& part : record.parts_) {
    part.name = reader.Text(kMaxText);
    part.hash = reader.Fixed64();
    part.text = reader.Text(kMaxPartText);
  }
  record.paths_.resize(reader.Count(kMaxFiles, 2));
  for (std::string_view& path : record.paths_) {
    path = reader.Text(kMaxText);
    if (!IsUsable(path)) reader.Fail();
  }
  record.files_.resize(reader.Count(kMaxFiles, kDigestSize + 1));
  for (File& file : record.files_) {
    file.path = static_cast<uint32_t>(reader.VarintUpTo(kMaxFiles));
    file.digest = reader.ReadDigest();
    if (file.path >= record.paths_.size()) reader.Fail();
  }
  record.sets_.resize(reader.Count(kMaxSets, kDigestSize + 2));
  for (Set& set : record.sets_) {
    set.stored_s = static_cast<int64_t>(reader.VarintUpTo(INT64_MAX));
    set.result = reader.ReadDigest();
    set.files.resize(reader.Count(kMaxFiles, 1));
    for (uint32_t& i : set.files) {
      i = static_cast<uint32_t>(reader.VarintUpTo(kMaxFiles));
      if (i >= record.files_.size()) reader.Fail();
    }
  }
  if (!reader.AtEnd()) return std::nullopt;
  return record;
}

}  // namespace xb
