// SPDX-License-Identifier: Apache-2.0
// The one table of what a project file may say besides settings: its sections
// and their keys.  Reading, error messages, the JSON schema for editors and the
// reference in the manual follow from it.  Pure data, any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xb::project {

// What a value may be; several of them for one key.
enum ValueKind : uint8_t {
  kTextValue = 1,
  kListValue = 2,  // of strings
  kBoolValue = 4,
  kIntegerValue = 8,  // not negative
  kTableValue = 16,   // of strings, under names that the project chooses
  kAnyValue = 32,     // for a key whose reader looks itself
};

inline constexpr uint8_t kWordsValue = kTextValue | kListValue;

struct Key {
  std::string_view name;
  uint8_t kinds = kTextValue;
  std::string_view default_text = {};
  std::string_view help = {};
  // A line of TOML.
  std::string_view example = {};
  // Of texts and of what is in lists; empty: any.
  std::span<const std::string_view> choices = {};
};

struct SectionSpec {
  // As it is written, `NAME` standing for what the project chooses:
  // `target.NAME.public`.
  std::string_view name;
  std::string_view help;
  std::span<const Key> keys;
};

// In the order of the manual.
std::span<const SectionSpec> AllSections();
// By its name in the table; it must be there.
const SectionSpec& SectionNamed(std::string_view name);
const Key* FindKey(const SectionSpec& section, std::string_view name);

// What an error says that a value must be: "true, false or a number".
std::string DescribeKinds(const Key& key);

// For the reader of settings, which has the same file: first words of sections,
// and the keys of `[profile.NAME]`.
std::vector<std::string_view> ProjectSections();
std::vector<std::string_view> ProfileSwitches();

}  // namespace xb::project
