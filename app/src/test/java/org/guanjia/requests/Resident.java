package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;

/** What residents do by hand, in tests. */
final class Resident {

  private static final Pattern CODE = Pattern.compile("receipt-code\">([0-9A-Z]{4})-([0-9A-Z]{4})<");
  private static final Pattern SECRET = Pattern.compile("receipt-code\">([0-9]{3}) ([0-9]{3})<");

  private Resident() {}

  /** Reports by the page and reads the receipt. */
  static Receipt report(Visitor visitor, String... namesAndValues) {
    Answer sent = visitor.post("/report", namesAndValues);
    assertThat(sent.status()).as(sent.body()).isEqualTo(303);
    return receipt(visitor.get(sent.location()));
  }

  static Receipt receipt(Answer page) {
    Matcher code = CODE.matcher(page.body());
    Matcher secret = SECRET.matcher(page.body());
    assertThat(code.find()).as(page.body()).isTrue();
    assertThat(secret.find()).as(page.body()).isTrue();
    return new Receipt(code.group(1) + code.group(2), secret.group(1) + secret.group(2));
  }

  /** Six other digits. */
  static String wrong(String secret) {
    return (secret.charAt(0) == '9' ? '0' : (char) (secret.charAt(0) + 1)) + secret.substring(1);
  }
}
