package org.guanjia.platform.notices;

/** Whom a notice goes to; each kind has its channel. */
public sealed interface Recipient {

  NoticeChannel channel();

  /** @param number as typed */
  record Phone(String number) implements Recipient {
    @Override
    public NoticeChannel channel() {
      return NoticeChannel.SMS;
    }
  }

  /** @param address of the person's mail */
  record Mail(String address) implements Recipient {
    @Override
    public NoticeChannel channel() {
      return NoticeChannel.MAIL;
    }
  }

  /** @param userId of a member of staff */
  record Staff(String userId) implements Recipient {
    @Override
    public NoticeChannel channel() {
      return NoticeChannel.INBOX;
    }
  }

  /** @param name of the room in the settings, {@code guanjia.notices.rooms.<name>} */
  record Room(String name) implements Recipient {
    @Override
    public NoticeChannel channel() {
      return NoticeChannel.CHAT;
    }
  }
}
