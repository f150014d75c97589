// SPDX-License-Identifier: Apache-2.0
#include "deps/secrets.h"

#include <string_view>
#include <utility>

#include "base/text.h"
#include "deps/program.h"
#include "os/disk.h"
#include "os/environment.h"

namespace xb::deps {
namespace {

// Names the file where the values are.
constexpr const char* kWithheld = "XB_WITHHELD";
// Shorter lines of a long secret are in every text.
constexpr size_t kLeastLine = 6;
constexpr std::string_view kMask = "***";

// `NAME=VALUE` and a NUL each; empty when there is none or it has gone.
std::string ReadWithheld() {
  const auto path = GetEnv(kWithheld);
  if (!path) return {};
  const auto text = RealDisk().Read(*path);
  return text.ok() && text.value() ? *text.value() : std::string();
}

std::optional<std::string> FindWithheld(std::string_view all,
                                        std::string_view name) {
  for (const std::string_view entry : Split(all, '\0')) {
    if (entry.size() > name.size() && entry.starts_with(name) &&
        entry[name.size()] == '=') {
      return std::string(entry.substr(name.size() + 1));
    }
  }
  return std::nullopt;
}

void MaskOne(const std::string& value, std::string* text) {
  if (value.empty()) return;
  for (size_t at = text->find(value); at != std::string::npos;
       at = text->find(value, at + kMask.size())) {
    text->replace(at, value.size(), kMask);
  }
}

Result<std::string> ReadSecretFile(const project::Secret& secret) {
  std::string path = secret.source;
  if (path.starts_with("~/")) {
    path = GetEnv("HOME").value_or("") + path.substr(1);
  }
  auto text = RealDisk().Read(path);
  if (!text.ok()) {
    return MakeError("the secret `" + secret.name +
                     "` cannot be read: " + text.error().message);
  }
  if (!text.value()) {
    return MakeError("the secret `" + secret.name +
                     "` is missing: there is no "
                     "`" +
                     path + "`");
  }
  return *std::move(text.value());
}

}  // namespace

Result<std::optional<AnonymousFile>> WithholdVariables(
    const std::vector<std::string>& names) {
  std::string entries;
  for (const std::string& name : names) {
    const auto value = WithdrawEnv(name);
    if (value) entries.append(name).append("=").append(*value).push_back('\0');
  }
  if (entries.empty()) return std::optional<AnonymousFile>();
  XB_ASSIGN(AnonymousFile file,
            AnonymousFile::Create(entries + ReadWithheld()));
  SetEnv(kWithheld, file.path());
  return std::optional<AnonymousFile>(std::move(file));
}

Result<std::string> ReadSecret(const project::Secret& secret) {
  std::string value;
  switch (secret.origin) {
    case project::SecretOrigin::kEnvironment: {
      auto found = FindWithheld(ReadWithheld(), secret.source);
      if (!found) found = GetEnv(secret.source);
      if (!found) {
        return MakeError("the secret `" + secret.name + "` is missing: `" +
                         secret.source + "` is not set");
      }
      return *found;
    }
    case project::SecretOrigin::kFile:
      return ReadSecretFile(secret);
    case project::SecretOrigin::kCommand: {
      // What it says on stderr may be about the secret.
      XB_ASSIGN(ProgramEnd end,
                RunProgram("{ " + secret.source + "\n} 2>/dev/null"));
      if (!end.success()) {
        return MakeError("the secret `" + secret.name +
                         "` is missing: its command failed with exit status " +
                         std::to_string(end.exit_status));
      }
      value = std::move(end.output);
      break;
    }
  }
  if (value.ends_with('\n')) value.pop_back();
  return value;
}

std::string Masked(std::string text, const std::vector<std::string>& values) {
  for (const std::string& value : values) {
    MaskOne(value, &text);
    for (const std::string_view line : Split(value, '\n')) {
      if (line.size() >= kLeastLine) MaskOne(std::string(line), &text);
    }
  }
  return text;
}

}  // namespace xb::deps
