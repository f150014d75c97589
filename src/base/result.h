// SPDX-License-Identifier: Apache-2.0
// Result<T> and Status: how a fallible function says that the world or the
// input is wrong.  A failed *command* is not an error but a value (see
// exec/action.h); a bug aborts (see base/check.h).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/check.h"

namespace xb {

// Where in an input text something is wrong.  `line` and `column` count from
// 1; 0 means unknown.  `source_line` is the text of that line, no newline.
struct SourcePosition {
  std::string file;
  int line = 0;
  int column = 0;
  std::string source_line;
};

// One failure, printed once by cli/.  `message` keeps the words that users of
// the emulated tool know; `hint` is what xb adds ("did you mean `cc`?").
struct Error {
  std::string message;
  std::string hint;
  std::optional<SourcePosition> position;
  // 0: the caller's usual exit status (1).
  int exit_status = 0;
  // Printed as "fatal" instead of "error": the emulated tool gives up at once.
  bool is_fatal = false;
};

inline Error MakeError(std::string message, std::string hint = {}) {
  return Error{std::move(message), std::move(hint), std::nullopt, 0, false};
}

inline Error MakeFatalError(std::string message) {
  return Error{std::move(message), {}, std::nullopt, 0, true};
}

// Success, or an Error.  One pointer; null is success.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::make_unique<Error>(std::move(error))) {}

  bool ok() const { return error_ == nullptr; }
  const Error& error() const {
    XB_CHECK(!ok());
    return *error_;
  }
  Error TakeError() {
    XB_CHECK(!ok());
    return std::move(*error_);
  }

 private:
  std::unique_ptr<Error> error_;
};

inline Status Ok() { return {}; }

// A T, or an Error.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  T& value() {
    XB_CHECK(ok());
    return std::get<0>(state_);
  }
  const T& value() const {
    XB_CHECK(ok());
    return std::get<0>(state_);
  }
  T&& Take() {
    XB_CHECK(ok());
    return std::move(std::get<0>(state_));
  }
  const Error& error() const {
    XB_CHECK(!ok());
    return std::get<1>(state_);
  }
  Error TakeError() {
    XB_CHECK(!ok());
    return std::move(std::get<1>(state_));
  }

 private:
  std::variant<T, Error> state_;
};

}  // namespace xb

#define XB_CONCAT_INNER(a, b) a##b
#define XB_CONCAT(a, b) XB_CONCAT_INNER(a, b)

// Returns from the enclosing function when `expression` failed.
#define XB_TRY(expression)                                \
  do {                                                    \
    if (auto xb_status = (expression); !xb_status.ok()) { \
      return xb_status.TakeError();                       \
    }                                                     \
  } while (false)

// `XB_ASSIGN(std::string text, disk.Read(path));`
#define XB_ASSIGN(target, expression) \
  XB_ASSIGN_INNER(XB_CONCAT(xb_result_, __LINE__), target, expression)
#define XB_ASSIGN_INNER(name, target, expression) \
  auto name = (expression);                       \
  if (!name.ok()) return name.TakeError();        \
  target = name.Take()
