// SPDX-License-Identifier: Apache-2.0
#include "status/status_format.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <optional>

#include "base/edit_distance.h"

namespace xb {
namespace {

bool IsNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '-';
}

template <typename... Args>
void AppendPrintf(std::string* line, const char* format, Args... args) {
  char text[64];
  std::snprintf(text, sizeof text, format, args...);
  line->append(text);
}

void AppendRate(std::optional<double> rate, std::string* line) {
  if (rate) {
    AppendPrintf(line, "%.1f", *rate);
  } else {
    line->push_back('?');
  }
}

}  // namespace

const StatusFormat::FieldName StatusFormat::kFields[] = {
    {Field::kStarted, 's', "started"},
    {Field::kTotal, 't', "total"},
    {Field::kPercent, 'p', "progress"},
    {Field::kRunning, 'r', "running"},
    {Field::kUnstarted, 'u', "remaining"},
    {Field::kFinished, 'f', "finished"},
    {Field::kOverallRate, 'o', "rate"},
    {Field::kCurrentRate, 'c', "current_rate"},
    {Field::kElapsedSeconds, 'e', "elapsed_seconds"},
    {Field::kEtaSeconds, 'E', "eta_seconds"},
    {Field::kElapsed, 'w', "elapsed"},
    {Field::kEta, 'W', "eta"},
    {Field::kPredictedPercent, 'P', "predicted_progress"},
    {Field::kDescription, 0, "description"},
};

void StatusFormat::AddLiteral(std::string_view text) {
  if (pieces_.empty() || pieces_.back().field != Field::kLiteral) {
    pieces_.emplace_back();
  }
  pieces_.back().literal.append(text);
}

Result<StatusFormat> StatusFormat::ParsePercent(std::string_view text,
                                                std::string_view source) {
  StatusFormat format;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      format.AddLiteral(text.substr(i, 1));
      continue;
    }
    const char letter = ++i < text.size() ? text[i] : '\0';
    if (letter == '%') {
      format.AddLiteral("%");
      continue;
    }
    const FieldName* found = nullptr;
    for (const FieldName& each : kFields) {
      if (letter != 0 && each.letter == letter) found = &each;
    }
    if (found == nullptr) {
      return MakeFatalError("unknown placeholder '%" + std::string(1, letter) +
                            "' in " + std::string(source));
    }
    format.pieces_.push_back({found->field, {}});
  }
  format.pieces_.push_back({Field::kDescription, {}});
  return format;
}

Status StatusFormat::UnknownVariable(std::string_view name,
                                     std::string_view source) {
  std::vector<std::string_view> names;
  for (const FieldName& each : kFields) names.push_back(each.name);
  const std::string_view nearest = SpellcheckString(name, names);
  return MakeError(
      "unknown variable `" + std::string(name) + "` in " + std::string(source),
      nearest.empty() ? "" : "did you mean `" + std::string(nearest) + "`?");
}

Status StatusFormat::AddVariable(std::string_view name,
                                 std::string_view source) {
  for (const FieldName& each : kFields) {
    if (each.name != name) continue;
    pieces_.push_back({each.field, {}});
    return Ok();
  }
  return UnknownVariable(name, source);
}

Result<size_t> StatusFormat::AddEscape(std::string_view rest,
                                       std::string_view source) {
  if (rest.starts_with('{')) {
    const size_t end = rest.find('}');
    if (end == std::string_view::npos) {
      return MakeError("`${` without `}` in " + std::string(source));
    }
    XB_TRY(AddVariable(rest.substr(1, end - 1), source));
    return end + 1;
  }
  size_t length = 0;
  while (length < rest.size() && IsNameByte(rest[length])) ++length;
  if (length > 0) {
    XB_TRY(AddVariable(rest.substr(0, length), source));
    return length;
  }
  if (rest.empty() ||
      std::string_view("$: ").find(rest[0]) == std::string_view::npos) {
    return MakeError("bad $-escape in " + std::string(source),
                     "write `$$` for a literal `$`");
  }
  AddLiteral(rest.substr(0, 1));
  return size_t{1};
}

Result<StatusFormat> StatusFormat::ParseTemplate(std::string_view text,
                                                 std::string_view source) {
  StatusFormat format;
  while (!text.empty()) {
    const size_t dollar = std::min(text.find('$'), text.size());
    if (dollar > 0) format.AddLiteral(text.substr(0, dollar));
    text.remove_prefix(dollar);
    if (text.empty()) break;
    text.remove_prefix(1);
    XB_ASSIGN(const size_t length, format.AddEscape(text, source));
    text.remove_prefix(length);
  }
  return format;
}

void StatusFormat::Format(Progress* progress, int64_t now_ns,
                          std::string_view description,
                          std::string* line) const {
  for (const Piece& piece : pieces_) {
    if (piece.field == Field::kLiteral) {
      line->append(piece.literal);
    } else if (piece.field == Field::kDescription) {
      line->append(description);
    } else {
      AppendField(piece.field, progress, now_ns, line);
    }
  }
}

void StatusFormat::AppendField(Field field, Progress* progress, int64_t now_ns,
                               std::string* line) {
  switch (field) {
    case Field::kLiteral:
    case Field::kDescription:
      return;
    case Field::kStarted:
      return AppendPrintf(line, "%d", progress->started());
    case Field::kTotal:
      return AppendPrintf(line, "%d", progress->total());
    case Field::kPercent:
      return AppendPrintf(line, "%3d%%", progress->Percent());
    case Field::kRunning:
      return AppendPrintf(line, "%d",
                          static_cast<int>(progress->running().size()));
    case Field::kUnstarted:
      return AppendPrintf(line, "%d", progress->unstarted());
    case Field::kFinished:
      return AppendPrintf(line, "%d", progress->finished());
    case Field::kOverallRate:
      return AppendRate(progress->OverallRate(now_ns), line);
    case Field::kCurrentRate:
      return AppendRate(progress->CurrentRate(now_ns), line);
    case Field::kElapsedSeconds:
      return AppendPrintf(
          line, "%.3f", static_cast<double>(progress->ElapsedMs(now_ns)) / 1e3);
    case Field::kEtaSeconds: {
      const std::optional<int64_t> eta = progress->EtaMs(now_ns);
      if (!eta) return line->push_back('?');
      return AppendPrintf(line, "%.3f", static_cast<double>(*eta) / 1e3);
    }
    case Field::kElapsed:
      line->append(FormatClock(progress->ElapsedMs(now_ns)));
      return;
    case Field::kEta: {
      const std::optional<int64_t> eta = progress->EtaMs(now_ns);
      line->append(eta ? FormatClock(*eta) : "?");
      return;
    }
    case Field::kPredictedPercent:
      return AppendPrintf(
          line, "%3d%%",
          static_cast<int>(100 * progress->PredictedFraction().value_or(0)));
  }
}

}  // namespace xb
