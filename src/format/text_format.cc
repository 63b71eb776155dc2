#include "format/text_format.h"

namespace rowmill {

namespace {

class TextEncoder final : public ChunkEncoder {
 public:
  explicit TextEncoder(const TextFormatParts& parts)
      : assembler_(parts.cells, parts.row_suffix) {}
  Status Begin(Chunk* chunk) override {
    chunk_ = chunk;
    return {};
  }
  Status Add(const Batch& batch) override {
    assembler_.Add(batch, &chunk_->bytes);
    return {};
  }
  Status End() override { return {}; }

 private:
  TextAssembler assembler_;
  Chunk* chunk_ = nullptr;
};

class TextFrame final : public FileFrame {
 public:
  explicit TextFrame(std::string header) : header_(std::move(header)) {}
  Status Header(Buffer* out) override {
    out->Append(header_);
    return {};
  }
  Status Place(const Chunk&, std::uint64_t) override { return {}; }
  Status Footer(Buffer*) override { return {}; }

 private:
  std::string header_;
};

class TextFormat final : public Format {
 public:
  explicit TextFormat(TextFormatParts parts) : parts_(std::move(parts)) {}
  std::string extension() const override { return parts_.extension; }
  std::uint64_t chunk_rows() const override { return parts_.chunk_rows; }
  std::unique_ptr<ChunkEncoder> NewEncoder() const override {
    return std::make_unique<TextEncoder>(parts_);
  }
  std::unique_ptr<FileFrame> NewFile() const override {
    return std::make_unique<TextFrame>(parts_.header);
  }

 private:
  TextFormatParts parts_;
};

}  // namespace

std::uint64_t TextChunkRows(const Schema& schema) {
  return RowsWithin(schema, 16'384, 32u << 20);
}

std::unique_ptr<Format> MakeTextFormat(TextFormatParts parts) {
  return std::make_unique<TextFormat>(std::move(parts));
}

}  // namespace rowmill
