export { chanceOf, isChosen } from './share.ts';
export {
  decideAsk,
  laterDays,
  type AskDecision,
  type AskMemory,
  type AskRefusal,
  type AskRules,
  askRefusals,
  postpone,
} from './decide.ts';
