package org.guanjia.platform.notices;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/**
 * Mail by SMTP. Each notice has one Message-ID at every attempt, so that readers show it once; but no server promises to
 * drop the second, so an unknown outcome is not tried again by itself.
 */
final class MailCarrier implements Carrier {

  private final JavaMailSender sender;
  private final String from;

  MailCarrier(JavaMailSender sender, String from) {
    this.sender = sender;
    this.from = from;
  }

  @Override
  public NoticeChannel channel() {
    return NoticeChannel.MAIL;
  }

  @Override
  public boolean idempotent() {
    return false;
  }

  @Override
  public Outcome send(Letter letter) {
    try {
      sender.send(message(letter));
      return new Outcome.Sent(messageId(letter));
    } catch (AddressException e) {
      return new Outcome.Refused("no mail address");
    } catch (MailAuthenticationException e) {
      return new Outcome.Later("log-in refused by the mail server", null);
    } catch (MailSendException e) {
      return judge(e);
    } catch (MailException | MessagingException e) {
      return new Outcome.Refused(e.getClass().getSimpleName());
    }
  }

  private MimeMessage message(Letter letter) throws MessagingException {
    MimeMessage message = sender.createMimeMessage();
    var helper = new MimeMessageHelper(message, false, StandardCharsets.UTF_8.name());
    helper.setFrom(from);
    var address = new InternetAddress(letter.address());
    address.validate();
    helper.setTo(address);
    helper.setSubject(letter.subject());
    helper.setText(letter.text(), false);
    message.setHeader("Message-ID", messageId(letter));
    return message;
  }

  private String messageId(Letter letter) {
    return "<" + letter.key() + "@" + from.substring(from.lastIndexOf('@') + 1).replace(">", "") + ">";
  }

  /** A connection that failed is the failure's own cause and stands beside the message too; what failed later is only the latter. */
  private static Outcome judge(MailSendException failure) {
    if (failure.getFailedMessages().values().stream().anyMatch(beside -> beside == failure.getCause())) return new Outcome.Later("mail server not reached", null);
    Integer code =
        failure.getFailedMessages().values().stream().map(MailCarrier::replyCode).filter(Objects::nonNull).findFirst().orElse(null);
    if (code == null) return new Outcome.Unknown("no answer from the mail server");
    return code >= 500 ? new Outcome.Refused("SMTP " + code) : new Outcome.Later("SMTP " + code, null);
  }

  /** The server's reply to the sender, the recipient or the text; null when it gave none. */
  private static @Nullable Integer replyCode(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof SMTPAddressFailedException address) return address.getReturnCode();
      if (cause instanceof SMTPSenderFailedException sender) return sender.getReturnCode();
      if (cause instanceof SMTPSendFailedException send && send.getReturnCode() > 0 && send.getNextException() == null)
        return send.getReturnCode();
    }
    return null;
  }

  private static @Nullable Throwable next(Throwable cause) {
    return cause instanceof MessagingException messaging && messaging.getNextException() != null
        ? messaging.getNextException()
        : cause.getCause();
  }
}
