package org.guanjia.platform.notices;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.guanjia.platform.crypto.Mask;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.crypto.Phones;
import org.guanjia.platform.db.tables.records.NoticeRecord;
import org.springframework.stereotype.Component;

/** Closes addresses and texts before they reach the table, and opens them for sending. */
@Component
class Envelopes {

  static final String ADDRESS = "notices.address";
  static final String CONTENT = "notices.content";

  private final PersonalData personal;

  Envelopes(PersonalData personal) {
    this.personal = personal;
  }

  void close(NoticeRecord record, Recipient recipient, String subject, String text) {
    record.setChannel(recipient.channel().name());
    record.setRecipient(fingerprint(recipient));
    record.setAddress(personal.encrypt(ADDRESS, address(recipient)));
    record.setContent(personal.encrypt(CONTENT, subject + "\n" + text));
  }

  Carrier.Letter open(NoticeRecord record) {
    return new Carrier.Letter(key(record), address(record), subject(record), text(record));
  }

  /** Empty when it was already forgotten. */
  String address(NoticeRecord record) {
    return Objects.requireNonNullElse(personal.decryptOrNull(ADDRESS, record.getAddress()), "");
  }

  String subject(NoticeRecord record) {
    return content(record).lines().findFirst().orElse("");
  }

  String text(NoticeRecord record) {
    String content = content(record);
    return content.substring(content.indexOf('\n') + 1);
  }

  /** For the eyes of staff. */
  String masked(NoticeRecord record) {
    String address = address(record);
    return switch (NoticeChannel.valueOf(record.getChannel())) {
      case SMS -> Mask.phone(address);
      case MAIL -> address.replaceFirst("^(.).*(@.*)$", "$1***$2");
      case CHAT, INBOX -> address;
    };
  }

  /** The same for the same notice, even in a restored database. */
  private static UUID key(NoticeRecord record) {
    String name = String.join("\n", record.getTown(), record.getEvent(), record.getRecipient(), record.getChannel());
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private String content(NoticeRecord record) {
    return Objects.requireNonNullElse(personal.decryptOrNull(CONTENT, record.getContent()), "\n");
  }

  private String fingerprint(Recipient recipient) {
    return switch (recipient) {
      case Recipient.Phone phone -> hex("phone", address(phone));
      case Recipient.Mail mail -> hex("mail", address(mail));
      case Recipient.Staff staff -> inboxOf(staff.userId());
      case Recipient.Room room -> "room:" + room.name();
    };
  }

  static String inboxOf(String userId) {
    return "user:" + userId;
  }

  /** Outlives rotations of keys: the carriers know a notice by what follows from it, and the address it comes from is forgotten in time. */
  private String hex(String kind, String value) {
    return HexFormat.of().formatHex(personal.lastingFingerprint(kind, value));
  }

  private static String address(Recipient recipient) {
    return switch (recipient) {
      case Recipient.Phone phone -> Phones.normal(phone.number());
      case Recipient.Mail mail -> mail.address().strip();
      case Recipient.Staff staff -> staff.userId();
      case Recipient.Room room -> room.name();
    };
  }
}
