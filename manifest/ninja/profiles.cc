// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/profiles.h"

#include <algorithm>
#include <utility>

#include "manifest/ninja/manifest_file.h"

namespace xb::ninja {

Error ErrorAt(SourcePosition position, std::string message, std::string hint) {
  Error error = MakeError(std::move(message), std::move(hint));
  error.position = std::move(position);
  return error;
}

void Profiles::BeginReading(size_t reading) {
  reading_ = reading;
  blocks_.clear();
  texts_.clear();
  default_.reset();
  is_settled_ = false;
}

RawText Profiles::Keep(const RawText& raw) {
  RawText kept = raw;
  kept.data = texts_.emplace_back(raw.view()).data();
  return kept;
}

const ProfileBlock* Profiles::Find(std::string_view name) const {
  const auto found =
      std::find_if(blocks_.begin(), blocks_.end(),
                   [&](const ProfileBlock& b) { return b.name == name; });
  return found == blocks_.end() ? nullptr : &*found;
}

std::string Profiles::Nearest(std::string_view name, bool with_others) const {
  std::vector<std::string_view> known;
  for (const ProfileBlock& block : blocks_) known.push_back(block.name);
  if (with_others) {
    known.insert(known.end(), options_.other_profiles.begin(),
                 options_.other_profiles.end());
  }
  std::string guess = DidYouMean(name, known);
  if (!guess.empty() || known.empty()) return guess;
  std::string all = "there is";
  std::string_view separator = " ";
  for (const std::string_view other : known) {
    all.append(separator).append("`").append(other).append("`");
    separator = ", ";
  }
  return all;
}

Status Profiles::Add(ProfileBlock block) {
  if (const ProfileBlock* other = Find(block.name)) {
    return ErrorAt(std::move(block.position),
                   "duplicate profile '" + block.name + "'",
                   "the other one is at " + other->position.file + ":" +
                       std::to_string(other->position.line));
  }
  // It is to be the name of a directory.
  if (block.name.front() == '.') {
    return ErrorAt(std::move(block.position),
                   "a profile cannot be called '" + block.name + "'",
                   "its name begins with a letter, a digit, `_` or `-`");
  }
  blocks_.push_back(std::move(block));
  return Ok();
}

Status Profiles::SetDefault(std::string name, SourcePosition position) {
  if (default_) {
    return ErrorAt(std::move(position), "there is a default profile already",
                   "it is '" + *default_ + "'");
  }
  default_ = std::move(name);
  default_position_ = std::move(position);
  return Ok();
}

Status Profiles::CheckParents(const ProfileBlock& block) const {
  std::vector<const ProfileBlock*> seen{&block};
  while (!seen.back()->parent.empty()) {
    const ProfileBlock& last = *seen.back();
    const ProfileBlock* const parent = Find(last.parent);
    if (parent == nullptr) {
      return ErrorAt(last.parent_position,
                     "unknown profile '" + last.parent + "'",
                     Nearest(last.parent, false));
    }
    if (std::find(seen.begin(), seen.end(), parent) != seen.end()) {
      std::string circle;
      for (const ProfileBlock* one : seen) circle += one->name + " -> ";
      return ErrorAt(last.parent_position,
                     "cycle of profiles: " + circle + parent->name);
    }
    seen.push_back(parent);
  }
  return Ok();
}

Error Profiles::Unknown(const std::string& name) const {
  std::string hint = Nearest(name, true);
  if (hint.empty()) {
    hint = "neither the manifest nor a settings file has it";
  }
  return MakeError("unknown profile `" + name + "`", std::move(hint));
}

Status Profiles::CheckWishes() const {
  for (const ProfileWish& wish : options_.profiles) {
    if (wish.need == ProfileWish::Need::kAlways) return Unknown(wish.name);
  }
  return Ok();
}

Status Profiles::Choose() {
  for (const ProfileWish& wish : options_.profiles) {
    if (Find(wish.name) != nullptr) {
      chosen_.push_back(wish.name);
    } else if (wish.need != ProfileWish::Need::kIfDeclared) {
      return Unknown(wish.name);
    }
  }
  if (options_.all_profiles) {
    chosen_.clear();
    for (const ProfileBlock& block : blocks_) chosen_.push_back(block.name);
  }
  if (chosen_.empty()) chosen_.push_back(default_.value_or(blocks_[0].name));
  return Ok();
}

Status Profiles::Settle() {
  is_settled_ = true;
  for (const ProfileBlock& block : blocks_) XB_TRY(CheckParents(block));
  if (default_ && Find(*default_) == nullptr) {
    return ErrorAt(default_position_, "unknown profile '" + *default_ + "'",
                   Nearest(*default_, false));
  }
  if (reading_ == 0) return Choose();
  if (Find(current()) == nullptr) {
    return MakeError(
        "the profile `" + current() + "` is declared by some profiles only",
        "blocks must not depend on `$profile`");
  }
  return Ok();
}

std::vector<const ProfileBlock*> Profiles::Chain() const {
  std::vector<const ProfileBlock*> chain{Find(current())};
  while (!chain.back()->parent.empty()) {
    chain.push_back(Find(chain.back()->parent));
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

}  // namespace xb::ninja
