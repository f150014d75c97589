// SPDX-License-Identifier: Apache-2.0
#include "cache/last_use.h"

#include <functional>
#include <utility>

#include "base/hash.h"
#include "cache/codec.h"

namespace xb {
namespace {

constexpr std::string_view kUsesMagic = "xb cache uses 2\n";
constexpr size_t kMaxText = 4096;

// A reason that is the same for other files.
std::string WithoutNames(std::string_view reason) {
  std::string text;
  bool is_name = false;
  for (const char c : reason) {
    if (c == '`') {
      is_name = !is_name;
      if (is_name) text += "...";
    } else if (!is_name) {
      text += c;
    }
  }
  return text;
}

}  // namespace

bool MatchesPattern(std::string_view text, std::string_view pattern) {
  size_t at = 0;
  size_t in_pattern = 0;
  // Where to go on when the rest does not fit: one more character for `*`.
  size_t star = std::string_view::npos;
  size_t star_text = 0;
  while (at < text.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      star = in_pattern++;
      star_text = at;
    } else if (in_pattern < pattern.size() && pattern[in_pattern] == text[at]) {
      ++at;
      ++in_pattern;
    } else if (star != std::string_view::npos) {
      in_pattern = star + 1;
      at = ++star_text;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

CacheSelection CacheSelection::Parse(std::string_view text) {
  if (text == "all") return {.kind = Kind::kAll};
  if (text == "usual") return {.kind = Kind::kUsual};
  if (text == "compile") return {.kind = Kind::kCompilations};
  return {.kind = Kind::kPattern, .pattern = std::string(text)};
}

bool CacheSelection::Asks(std::string_view rule,
                          std::string_view output) const {
  switch (kind) {
    case Kind::kUsual:
    case Kind::kCompilations:
    case Kind::kAll:
      return true;
    case Kind::kPattern:
      return MatchesPattern(rule, pattern) || MatchesPattern(output, pattern);
  }
  return false;
}

void CountUse(const CacheUse& use, Counters* counters) {
  const auto count = [&](std::string_view what) {
    counters->Add(what, 1);
    counters->Add(std::string(what) + " rule " + use.rule, 1);
  };
  switch (use.kind) {
    case CacheUse::Kind::kHit:
      count("hits");
      counters->Add("hits bytes", use.bytes);
      counters->Add("saved_ms", use.saved_ms);
      break;
    case CacheUse::Kind::kStored:
      counters->Add("stored", 1);
      counters->Add("stored bytes", use.bytes);
      [[fallthrough]];
    case CacheUse::Kind::kMissed:
      count("misses");
      counters->Add("missed: " + use.missed, 1);
      if (use.not_kept.empty()) break;
      counters->Add("not kept: " + WithoutNames(use.not_kept), 1);
      break;
    case CacheUse::Kind::kNotCached:
      count("not cached");
      counters->Add("not cached: " + WithoutNames(use.reason), 1);
      break;
  }
}

std::vector<CacheUse> ReadCacheUses(Disk& disk, const std::string& path) {
  std::vector<CacheUse> uses;
  const auto read = disk.Read(path);
  if (!read.ok() || !read.value()) return uses;
  const std::string_view bytes = *read.value();
  if (!bytes.starts_with(kUsesMagic)) return uses;
  ByteReader header(bytes.substr(kUsesMagic.size()));
  const uint64_t checksum = header.Fixed64();
  const std::string_view body = header.Rest();
  if (!header.ok() || Xxh3(body) != checksum) return uses;
  ByteReader reader(body);
  while (reader.ok() && !reader.AtEnd()) {
    CacheUse use;
    use.kind = static_cast<CacheUse::Kind>(
        reader.VarintUpTo(static_cast<uint64_t>(CacheUse::Kind::kNotCached)));
    use.output = reader.Text(kMaxText);
    use.reason = reader.Text(kMaxText);
    use.scope = reader.Text(kMaxText);
    use.rule = reader.Text(kMaxText);
    use.missed = reader.Text(kMaxText);
    use.not_kept = reader.Text(kMaxText);
    use.bytes = reader.Varint();
    use.saved_ms = reader.Varint();
    if (use.kind != CacheUse::Kind::kNotCached) {
      use.key = reader.ReadDigest();
      use.result = reader.ReadDigest();
    }
    if (reader.ok()) uses.push_back(std::move(use));
  }
  return uses;
}

Status WriteCacheUses(Disk& disk, const std::string& path,
                      const std::vector<CacheUse>& uses) {
  ByteWriter body;
  for (const CacheUse& use : uses) {
    body.Varint(static_cast<uint64_t>(use.kind));
    for (const std::string& text :
         {std::cref(use.output), std::cref(use.reason), std::cref(use.scope),
          std::cref(use.rule), std::cref(use.missed),
          std::cref(use.not_kept)}) {
      body.Text(std::string_view(text).substr(0, kMaxText));
    }
    body.Varint(use.bytes);
    body.Varint(use.saved_ms);
    if (use.kind == CacheUse::Kind::kNotCached) continue;
    body.AddDigest(use.key);
    body.AddDigest(use.result);
  }
  const std::string bytes = body.Take();
  ByteWriter file;
  file.Raw(kUsesMagic);
  file.Fixed64(Xxh3(bytes));
  file.Raw(bytes);
  return disk.WriteAtomic(path, file.Take());
}

}  // namespace xb
