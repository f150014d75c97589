// SPDX-License-Identifier: Apache-2.0
// TargetsLowering writes the edges of all targets of a shape, each after those
// that it depends on; Compilation is about the objects of one of them.  Both
// live on the stack of Lower(); one thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/project/lowering.h"

namespace xb::project {

// What a target has of its own and from those in its `deps`.
struct TargetUses {
  CompileWords compile;
  Words order_only;
  Words headers;
  Words objects;
  Words libraries;
  Words link_words;
  bool needs_cxx = false;
  bool has_shared = false;
};

class Compilation {
 public:
  Compilation(Lowering& lowering, const Target& target, const TargetUses& uses)
      : lowering_(lowering), target_(target), uses_(uses) {}

  Status Lower();

  const Words& objects() const { return objects_; }
  bool has_cxx() const { return !cxx_.empty(); }
  bool needs_cc() const {
    return !c_.empty() || !preprocessed_.empty() || !assembler_.empty();
  }
  // What must be there before anything that uses the target is compiled.
  const Words& order_only() const { return order_only_; }

 private:
  enum class Language : uint8_t {
    kC,
    kCxx,
    kPreprocessed,  // assembler that goes through the preprocessor
    kAssembler,
  };

  static bool IsCompiled(Language language) {
    return language == Language::kC || language == Language::kCxx;
  }
  bool HasPrecompiled(Language language) const {
    return target_.pch.is_set() && IsCompiled(language);
  }
  Status Sort(const Words& sources);
  Status GatherOrderOnly(const Words& sources);
  // What an edge that compiles has behind its source; `more` as it is written.
  std::string WithHeaders(std::string more) const;
  void WriteRule(Language language, bool is_unity);
  void WriteObjects(Language language, const Words& sources);
  void WritePrecompiled(Language language);
  // Sources become few files that include them.
  Words Unite(Language language, const Words& sources);
  std::string ObjectOf(const std::string& source) const;
  std::string RuleOf(Language language) const;
  std::string FlagsOf(Language language) const;
  std::string HeaderOf(Language language) const;

  Lowering& lowering_;
  const Target& target_;
  const TargetUses& uses_;
  Words c_;
  Words cxx_;
  Words preprocessed_;
  Words assembler_;
  Words objects_;
  Words order_only_;
  std::string order_only_text_;
};

class TargetsLowering {
 public:
  explicit TargetsLowering(Lowering& lowering) : lowering_(lowering) {}

  Status LowerAll();

 private:
  using Uses = TargetUses;

  Status Visit(const Target& target);
  Status ApplyOptions(Target* target) const;
  Status LowerOne(const Target& target);
  Result<Uses> UsesOf(const Target& target);
  Status Provide(const Target& target, const Uses& uses,
                 const Compilation& compilation, Provided* provided);
  void Archive(const Target& target, const std::string& output,
               const Words& inputs);
  void Link(const Target& target, const std::string& output, Words inputs,
            const Uses& uses, bool has_cxx);

  static void AppendCompileWords(const CompileWords& from, CompileWords* to);
  // Of words that begin so, one is enough; others may be a pair with the next.
  using Prefixes = std::initializer_list<std::string_view>;
  static void KeepFirst(Prefixes prefixes, Words* words);
  static void KeepLast(Prefixes prefixes, Words* words);

  Lowering& lowering_;
  std::set<std::string> visited_;
};

}  // namespace xb::project
