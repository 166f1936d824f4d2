/** What Alertmanager calls every alarm of CloudWatch; which one it is says the label `alarm`. */
export const cloudAlert = 'CloudAlarm';
