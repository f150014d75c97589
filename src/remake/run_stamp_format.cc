// SPDX-License-Identifier: Apache-2.0
#include "remake/run_stamp_format.h"

#include "base/hash.h"

namespace xb {
namespace {

void AppendStrings(const std::vector<std::string>& texts, std::string* file) {
  AppendNumber(static_cast<uint32_t>(texts.size()), file);
  for (const std::string& text : texts) AppendString(text, file);
}

void AppendTexts(const std::vector<RunFacts::SeenText>& texts,
                 std::string* file) {
  AppendNumber(static_cast<uint32_t>(texts.size()), file);
  for (const RunFacts::SeenText& text : texts) {
    AppendString(text.question, file);
    AppendNumber(text.answer.has_value() ? 1 : 0, file);
    AppendString(text.answer.value_or(""), file);
  }
}

bool TakeFlag(StampCursor* cursor, bool* flag) {
  uint32_t number = 0;
  if (!cursor->TakeNumber(&number) || number > 1) return false;
  *flag = number == 1;
  return true;
}

bool TakeTexts(StampCursor* cursor, std::vector<RunFacts::SeenText>* texts) {
  uint32_t count = 0;
  if (!cursor->TakeNumber(&count)) return false;
  for (uint32_t i = 0; i < count; ++i) {
    RunFacts::SeenText text;
    bool has_answer = false;
    std::string answer;
    if (!cursor->TakeString(&text.question) || !TakeFlag(cursor, &has_answer) ||
        !cursor->TakeString(&answer)) {
      return false;
    }
    if (has_answer) text.answer = std::move(answer);
    texts->push_back(std::move(text));
  }
  return true;
}

void AppendEvent(const RunEvent& event, std::string* file) {
  AppendNumber(static_cast<uint32_t>(event.kind), file);
  AppendString(event.text, file);
  AppendStrings(event.words, file);
  AppendStrings(event.environment.set, file);
  AppendStrings(event.environment.unset, file);
  AppendNumber(static_cast<uint32_t>(event.exit_status), file);
  AppendString(event.error, file);
  AppendNumber(event.is_pure ? 1 : 0, file);
}

bool TakeEvent(StampCursor* cursor, RunEvent* event) {
  uint32_t kind = 0;
  uint32_t exit_status = 0;
  if (!cursor->TakeNumber(&kind) ||
      kind > static_cast<uint32_t>(RunEvent::Kind::kMake) ||
      !cursor->TakeString(&event->text) ||
      !cursor->TakeStrings(&event->words) ||
      !cursor->TakeStrings(&event->environment.set) ||
      !cursor->TakeStrings(&event->environment.unset) ||
      !cursor->TakeNumber(&exit_status) || !cursor->TakeString(&event->error)) {
    return false;
  }
  event->kind = static_cast<RunEvent::Kind>(kind);
  event->exit_status = static_cast<int>(exit_status);
  return TakeFlag(cursor, &event->is_pure);
}

}  // namespace

bool IsSoundStamp(std::string_view file, StampHeader* header) {
  if (file.size() < sizeof *header) return false;
  std::memcpy(header, file.data(), sizeof *header);
  const StampHeader ours;
  if (header->magic != ours.magic || header->version != ours.version ||
      header->byte_order != ours.byte_order ||
      header->file_size != file.size()) {
    return false;
  }
  StampHeader unsigned_header = *header;
  unsigned_header.hash = 0;
  const std::string_view pieces[] = {
      {reinterpret_cast<const char*>(&unsigned_header), sizeof unsigned_header},
      file.substr(sizeof *header)};
  return Xxh3Pieces(pieces) == header->hash;
}

void SealStamp(StampHeader header, std::string* file) {
  header.file_size = file->size();
  header.hash = 0;
  std::memcpy(file->data(), &header, sizeof header);
  header.hash = Xxh3(*file);
  std::memcpy(file->data(), &header, sizeof header);
}

bool StampCursor::TakeBytes(uint64_t size, std::string_view* bytes) {
  if (size > bytes_.size()) return false;
  *bytes = bytes_.substr(0, size);
  bytes_.remove_prefix(size);
  return true;
}

bool StampCursor::TakeNumber(uint32_t* number) {
  if (bytes_.size() < sizeof *number) return false;
  std::memcpy(number, bytes_.data(), sizeof *number);
  bytes_.remove_prefix(sizeof *number);
  return true;
}

bool StampCursor::TakeString(std::string* text) {
  uint32_t size = 0;
  std::string_view bytes;
  if (!TakeNumber(&size) || !TakeBytes(size, &bytes)) return false;
  text->assign(bytes);
  return true;
}

bool StampCursor::TakeStrings(std::vector<std::string>* texts) {
  uint32_t count = 0;
  if (!TakeNumber(&count)) return false;
  for (uint32_t i = 0; i < count; ++i) {
    // Its size stops it where the file ends.
    if (!TakeString(&texts->emplace_back())) return false;
  }
  return true;
}

void AppendNumber(uint32_t number, std::string* file) {
  file->append(reinterpret_cast<const char*>(&number), sizeof number);
}

void AppendString(std::string_view text, std::string* file) {
  AppendNumber(static_cast<uint32_t>(text.size()), file);
  file->append(text);
}

void EncodeFacts(const RunFacts& facts, std::string* file) {
  AppendNumber(static_cast<uint32_t>(facts.listings.size()), file);
  for (const RunFacts::SeenListing& seen : facts.listings) {
    AppendString(seen.directory, file);
    AppendNumber(static_cast<uint32_t>(seen.hash), file);
    AppendNumber(static_cast<uint32_t>(seen.hash >> 32), file);
  }
  AppendNumber(static_cast<uint32_t>(facts.names.size()), file);
  for (const RunFacts::SeenName& seen : facts.names) {
    AppendString(seen.path, file);
    AppendNumber(seen.exists ? 1 : 0, file);
  }
  AppendTexts(facts.real_paths, file);
  AppendTexts(facts.homes, file);
  AppendTexts(facts.variables, file);
  AppendNumber(static_cast<uint32_t>(facts.known_names.size()), file);
  for (const RunFacts::KnownName& known : facts.known_names) {
    AppendString(known.name, file);
    AppendNumber(known.is_there ? 1 : 0, file);
  }
  AppendNumber(facts.system.has_value() ? 1 : 0, file);
  AppendString(facts.system.value_or(""), file);
  AppendNumber(static_cast<uint32_t>(facts.exit_status), file);
  AppendNumber(static_cast<uint32_t>(facts.events.size()), file);
  for (const RunEvent& event : facts.events) AppendEvent(event, file);
}

bool DecodeFacts(StampCursor* cursor, RunFacts* facts) {
  uint32_t count = 0;
  if (!cursor->TakeNumber(&count)) return false;
  for (uint32_t i = 0; i < count; ++i) {
    RunFacts::SeenListing seen;
    uint32_t low = 0;
    uint32_t high = 0;
    if (!cursor->TakeString(&seen.directory) || !cursor->TakeNumber(&low) ||
        !cursor->TakeNumber(&high)) {
      return false;
    }
    seen.hash = low | uint64_t{high} << 32;
    facts->listings.push_back(std::move(seen));
  }
  if (!cursor->TakeNumber(&count)) return false;
  for (uint32_t i = 0; i < count; ++i) {
    RunFacts::SeenName seen;
    if (!cursor->TakeString(&seen.path) || !TakeFlag(cursor, &seen.exists)) {
      return false;
    }
    facts->names.push_back(std::move(seen));
  }
  if (!TakeTexts(cursor, &facts->real_paths) ||
      !TakeTexts(cursor, &facts->homes) ||
      !TakeTexts(cursor, &facts->variables) || !cursor->TakeNumber(&count)) {
    return false;
  }
  for (uint32_t i = 0; i < count; ++i) {
    RunFacts::KnownName known;
    if (!cursor->TakeString(&known.name) ||
        !TakeFlag(cursor, &known.is_there)) {
      return false;
    }
    facts->known_names.push_back(std::move(known));
  }
  bool has_system = false;
  std::string system;
  uint32_t exit_status = 0;
  if (!TakeFlag(cursor, &has_system) || !cursor->TakeString(&system) ||
      !cursor->TakeNumber(&exit_status) || !cursor->TakeNumber(&count)) {
    return false;
  }
  if (has_system) facts->system = std::move(system);
  facts->exit_status = static_cast<int>(exit_status);
  for (uint32_t i = 0; i < count; ++i) {
    if (!TakeEvent(cursor, &facts->events.emplace_back())) return false;
  }
  return true;
}

}  // namespace xb
