package org.guanjia.payments;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guanjia.platform.money.Money;
import org.guanjia.platform.web.GatheringForm;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.SentForm;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.multipart.MultipartFile;

/** A form of the pages of payments as it came in; what cannot be read is gathered. */
record PaymentSent(Page page, HttpServletResponse response, MultiValueMap<String, String> typed, List<FieldError> errors) implements GatheringForm {

  private static final long FILE_BYTES_MAX = 32L << 20;

  PaymentSent(Page page, HttpServletResponse response, MultiValueMap<String, String> typed) {
    this(page, response, SentForm.cleaned(typed), new ArrayList<>());
  }

  /** Typed as 2026-05; null when nothing was typed, or it was refused. */
  @Nullable YearMonth month(String field) {
    String text = text(field);
    if (text.isEmpty()) return null;
    Optional<YearMonth> month = HistoryTarget.month(text);
    if (month.isEmpty()) error(field, "payments.error.month");
    return month.orElse(null);
  }

  @Nullable LocalDate date(String field) {
    return day(field, 1900, 2199, "payments.error.date");
  }

  /** An amount typed in yuan, in fen; 0 when it was refused. */
  long fen(String field) {
    if (text(field).isEmpty()) error(field, "requests.error.required");
    Optional<Money> amount = text(field).isEmpty() ? Optional.of(Money.ZERO) : Money.parseYuan(text(field));
    if (amount.isEmpty()) error(field, "payments.error.yuan");
    return amount.map(Money::fen).orElse(0L);
  }

  int whole(String field) {
    if (!text(field).matches("[0-9]{1,6}")) error(field, "payments.error.number");
    return number(field, 0);
  }

  /** What several words typed into one field are, parted by commas or blanks. */
  List<String> words(String field) {
    return List.of(text(field).split("[\\s,，;；、]+")).stream().filter(word -> !word.isBlank()).toList();
  }

  /** @throws InvalidInput when there is no file, or it is too large */
  static byte[] bytes(@Nullable MultipartFile file) {
    if (file == null || file.isEmpty()) throw new InvalidInput("file", "payments.error.noFile");
    if (file.getSize() > FILE_BYTES_MAX) throw new InvalidInput("file", "payments.error.fileTooLarge", FILE_BYTES_MAX >> 20);
    try {
      return file.getBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String name(MultipartFile file) {
    return file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
  }
}
