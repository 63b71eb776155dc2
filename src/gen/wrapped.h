/// The base of generators around another one: what is asked of the inner one is answered
/// by it. Thread-safe.
#pragma once

#include <memory>
#include <utility>

#include "gen/generator.h"

namespace rowmill {

class WrappedGenerator : public Generator {
 public:
  std::vector<std::string> inputs() const override { return inner_->inputs(); }
  Status CheckInputs(std::span<const Generator* const> inputs) const override {
    return inner_->CheckInputs(inputs);
  }
  std::optional<std::uint64_t> capacity() const override { return inner_->capacity(); }

 protected:
  explicit WrappedGenerator(std::unique_ptr<Generator> inner)
      : inner_(std::move(inner)) {}
  const Generator& wrapped() const { return *inner_; }

 private:
  std::unique_ptr<Generator> inner_;
};

}  // namespace rowmill
