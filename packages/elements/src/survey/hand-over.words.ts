const english = {
  label: 'Survey',
  back: 'Give back',
  pin: 'PIN',
  enter: 'Unlock',
  cancel: 'Back to the survey',
  wrong: 'This is not the PIN. Wait a moment and try again.',
};

/** What is said while a device is handed over. */
export type HandOverWords = typeof english;

const chinese: HandOverWords = {
  label: '调查',
  back: '归还设备',
  pin: 'PIN 码',
  enter: '解锁',
  cancel: '返回调查',
  wrong: 'PIN 码不正确，请稍候再试。',
};

/** The words in a language. */
export const handOverWords = (language: string): HandOverWords => (/^zh\b/i.test(language) ? chinese : english);
