// SPDX-License-Identifier: Apache-2.0
// StatusFormat is what a user wants to read in front of each status line,
// parsed once.  Two notations exist for the same fields: `%f/%t` from the
// environment, which the edge's description follows, and `$finished/$total`
// from a flag, which places `$description` itself.  Immutable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "status/progress.h"

namespace xb {

class StatusFormat {
 public:
  // `source` is where the text came from, for the error.
  static Result<StatusFormat> ParsePercent(std::string_view text,
                                           std::string_view source);
  static Result<StatusFormat> ParseTemplate(std::string_view text,
                                            std::string_view source);

  // Appends the whole status line.
  void Format(Progress* progress, int64_t now_ns, std::string_view description,
              std::string* line) const;

 private:
  enum class Field : uint8_t {
    kLiteral,
    kStarted,
    kTotal,
    kPercent,
    kRunning,
    kUnstarted,
    kFinished,
    kOverallRate,
    kCurrentRate,
    kElapsedSeconds,
    kEtaSeconds,
    kElapsed,
    kEta,
    kPredictedPercent,
    kDescription,
  };
  struct FieldName {
    Field field;
    char letter;  // 0 = none
    std::string_view name;
  };
  struct Piece {
    Field field = Field::kLiteral;
    std::string literal;
  };
  static const FieldName kFields[14];

  static Status UnknownVariable(std::string_view name, std::string_view source);
  Status AddVariable(std::string_view name, std::string_view source);
  // `rest` is what follows a dollar; returns how much of it was meant.
  Result<size_t> AddEscape(std::string_view rest, std::string_view source);
  void AddLiteral(std::string_view text);
  static void AppendField(Field field, Progress* progress, int64_t now_ns,
                          std::string* line);

  std::vector<Piece> pieces_;
};

}  // namespace xb
